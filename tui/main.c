/* main.c: the first steps of the process, then a verb or the terminal app. */
#include <ashby/account.h>

#include "app.h"
#include "cli.h"
#include "headless.h"
#include "screen.h"

int main(int argc, char **argv)
{
	struct cli cli;
	struct ashby_err err;
	int status;

	screen_locale();
	if (ashby_process_init(&err))
		return cli_refuse("%s", err.message);
	status = cli_read(&cli, argc, argv);
	if (status >= 0)
		return status;
	if (cli.check_config)
		return verb_check_config(&cli);
	return cli.verb ? cli.verb->run(&cli) : app_run(&cli);
}
