# The walls and the sizes themselves: a small tree that keeps every rule passes, and each breach is named.

tree=$T/tree
bad=0
unset ASHBY_TESTS_WORLD

fresh()
{
	rm -rf "$tree"
	mkdir -p "$tree/tests" "$tree/src/include/ashby" "$tree/src/sandbox" "$tree/tui" "$tree/keymaps" "$tree/b/src" \
		"$tree/b/src/sandbox" "$tree/b/tui"
	cp "$TOP/tests/walls" "$TOP/tests/sizes" "$TOP/tests/env.sh" "$TOP/tests/code.awk" "$tree/tests"
	echo '/* a.h: a header. */
int ashby_a(void);' >"$tree/src/include/ashby/a.h"
	put src/a.c 'int ashby_a(void);
int ashby_a(void) { return 0; }'
	put tui/main.c 'int puts(const char *); int f(void) { return puts("strcpy("); }'
	library "$tree/b/src/a.o"
}

# put FILE TEXT: writes a source with the usual opening and compiles it where the walls look for it.
put()
{
	printf '/* %s: a file. */\n%s\n' "$1" "$2" >"$tree/$1"
	cc -fPIC -w -O0 -fno-builtin -c -o "$tree/b/${1%.c}.o" "$tree/$1"
}

library()
{
	cc -shared -o "$tree/b/libashby.so.0" "$@"
}

# breach NAME FILE TEXT [SCRIPT]: with that file in the tree, exactly the wall of that name fails.
breach()
{
	fresh
	put "$2" "$3"
	judge "$1"
}

# calls NAME FILE FUNCTION...: calls of all these functions breach that wall, and each is named.
calls()
{
	name=$1
	file=$2
	shift 2
	text=
	for call in "$@"; do
		text="$text
char *$call(); int g_$call(void) { return $call () != 0; }"
	done
	breach "$name" "$file" "$text"
	for call in "$@"; do
		grep -q "[: ]$call\>" "$T/out" || {
			echo "$call went unseen: $name"
			bad=$((bad + 1))
		}
	done
}

# judge NAME: exactly that wall fails for the tree as it is.
judge()
{
	if B=$tree/b sh "$tree/tests/walls" >"$T/out" 2>&1; then
		echo "a breach went unseen: $1"
	elif [ "$(grep -c '^  FAILED' "$T/out")" -ne 1 ] || ! grep -q "^  FAILED  $1" "$T/out"; then
		echo "another wall than this one fell: $1"
		grep -A 3 '^  FAILED' "$T/out"
	else
		return 0
	fi
	bad=$((bad + 1))
}

fresh
B=$tree/b sh "$tree/tests/walls" >"$T/out" 2>&1 || { cat "$T/out"; bad=$((bad + 1)); }

breach "tui/ knows no curl" tui/x.c 'int curl_easy_init(void); int g(void) { return curl_easy_init(); }'
breach "tui/ knows no curl" tui/x.c 'int cJSON_Parse(void); int g(void) { return cJSON_Parse(); }'
breach "tui/ calls no private" tui/x.c 'int ashby__x(void); int g(void) { return ashby__x(); }'
breach "src/ knows no curses" src/x.c 'int wrefresh(void *); int g(void) { return wrefresh(0); }'
breach "src/ knows no readline" src/x.c 'extern int rl_point; int g(void) { return rl_point; }'
breach "curl_ only in" src/x.c 'int curl_easy_init(void); int g(void) { return curl_easy_init(); }'
breach "cJSON_ only in" src/x.c 'int cJSON_Parse(void); int g(void) { return cJSON_Parse(); }'
breach "cJSON_ only in" src/sandbox/x.c 'int cJSON_Parse(void); int g(void) { return cJSON_Parse(); }'
breach "sqlite3_ only in" src/x.c 'int sqlite3_open(void); int g(void) { return sqlite3_open(); }'
calls "curses text only" tui/x.c waddch waddnwstr mvwaddnstr wadd_wch wadd_wchnstr waddwstr mvprintw wprintw vw_printw \
	whline_set wborder wins_wch wechochar wchgat wbkgrndset putp
breach "curses starts and stops" tui/x.c 'int endwin(void); int g(void) { return endwin(); }'
breach "readline only in" tui/x.c 'extern int rl_point; int g(void) { return rl_point; }'
calls "tui/ prints only" tui/x.c printf fputs write __fprintf_chk perror dprintf fwrite putchar
breach "src/ prints nothing" src/x.c 'int printf(const char *, ...); int g(void) { return printf("x"); }'
breach "src/ prints nothing" src/x.c '#include <stdio.h>
int g(void) { return fputs("x", stderr); }'
breach "src/ never ends" src/x.c 'void abort(void); void g(void) { abort(); }'

fresh
put src/x.c 'int other(void) { return 0; }'
library "$tree/b/src/a.o" "$tree/b/src/x.o"
grep -q . "$tree/b/libashby.so.0"
B=$tree/b sh "$tree/tests/walls" >"$T/out" 2>&1 || true
grep -q '^  FAILED  libashby.so exports ashby_' "$T/out" || { echo "a foreign export went unseen"; bad=$((bad + 1)); }

fresh
echo 'int ashby_b(int);' >>"$tree/src/include/ashby/a.h"
judge "libashby.so exports what the headers declare"

breach "only src/sys.c" src/x.c '#define _GNU_SOURCE
int x;'
calls "banned functions" tui/x.c strcpy strcat sprintf strtok alloca gets
breach "tui/ includes public" tui/x.c '#include "../src/include/ashby/a.h"'
breach "no shell is started" src/x.c 'int system(const char *); int g(void) { return system("x"); }'
breach "no unfinished marks" src/x.c '/* TO''DO: later */ int x;'

fresh
echo 'int nothing_said;' >"$tree/tui/y.h"
judge "every source says"

# Sizes: what is too long, and what is excused.
fresh
lines()
{
	awk -v n="$1" -v text="$2" 'BEGIN { while (n-- > 0) print text }'
}
{ printf '/* x. */\nint f(int a,\n\tint b)\n{\n'; lines 99 ';'; printf '}\n/* long: a table in code */\nint g(int a,\n\tint b)\n{\n'
	lines 150 ';'; printf '}\n'; } >"$tree/tui/x.c"
{ printf '/* data: x. */\n'; lines 1200 'int x;'; } >"$tree/tui/y.c"
{ printf '/* z. */\n'; lines 700 'int x;'; } >"$tree/tui/z.c"
B=$tree/b sh "$tree/tests/sizes" >"$T/out" 2>&1 || true
grep -q 'FAILED  tui/x.c:4: 101 lines' "$T/out" && grep -q 'warning tui/z.c: 701' "$T/out" &&
	[ "$(grep -c FAILED "$T/out")" -eq 1 ] && [ "$(grep -c warning "$T/out")" -eq 1 ] ||
	{ echo "sizes:"; cat "$T/out"; bad=$((bad + 1)); }
lines 500 'int x;' >>"$tree/tui/z.c"
B=$tree/b sh "$tree/tests/sizes" >"$T/out" 2>&1 || true
grep -q 'FAILED  tui/z.c: 1201 lines' "$T/out" || { cat "$T/out"; bad=$((bad + 1)); }

[ "$bad" -eq 0 ]
