/* main.c: `screen SCRIPT...` runs screen tests; without arguments it tells the language. "-" reads standard input. */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "script.h"
#include "steps.h"

int main(int argc, char **argv)
{
	int failed = 0;

	/* Regular expressions count characters, whatever the tester's locale is. */
	setlocale(LC_ALL, "C.UTF-8");
	signal(SIGPIPE, SIG_IGN);
	if (argc < 2) {
		printf("usage: %s SCRIPT...\n\nA script has a step a line:\n\n", argv[0]);
		steps_help(stdout);
		return 2;
	}
	for (int i = 1; i < argc; i++) {
		FILE *from = !strcmp(argv[i], "-") ? stdin : fopen(argv[i], "r");

		if (!from) {
			perror(argv[i]);
			failed = 1;
			continue;
		}
		failed |= script_run(argv[i], from);
		if (from != stdin)
			fclose(from);
	}
	return failed;
}
