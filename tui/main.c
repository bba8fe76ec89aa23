/* main.c: the program's first steps: a private process, the command line, then the terminal app or a verb. */
#include <ashby/account.h>
#include <string.h>

#include "app.h"
#include "cli.h"

int main(int argc, char **argv)
{
	struct ashby_err err;
	struct cli cli;
	int status;

	memset(&err, 0, sizeof(err));
	memset(&cli, 0, sizeof(cli));
	if (ashby_process_init(&err) != ASHBY_OK)
		return cli_refuse("%s", err.message);
	status = cli_read(&cli, argc, argv);
	if (status >= 0)
		return status;
	return cli.verb ? cli.verb->run(&cli) : app_run(&cli);
}
