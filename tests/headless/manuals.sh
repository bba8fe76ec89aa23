# The manuals: each option that a program lists is in its manual, and each option in the manual is one of the program.

bad=0

# compare PROGRAM HELP...: the words that begin with -- in the texts of help, against the Fl macros of the manual.
compare()
{
	program=$1
	shift
	for help in "$@"; do
		"$B/$program" $help
	done | grep -o -e '[[:space:][]--[a-z][a-z-]*' | sed 's/^.--//' | sort -u >"$T/said"
	grep -o -e 'Fl -[a-z][a-z-]*' "$TOP/man/$program.1" | sed 's/Fl -//' | sort -u >"$T/manual"
	grep -o -e ', -[a-z][a-z-]*' "$TOP/man/$program.1" | sed 's/, -//' | sort -u >>"$T/manual"
	sort -u -o "$T/manual" "$T/manual"
	comm -3 "$T/said" "$T/manual" >"$T/differ"
	[ ! -s "$T/differ" ] || {
		echo "$program: only in the help, and (indented) only in the manual:"
		sed 's/^/  /' "$T/differ"
		bad=1
	}
}

compare ashby-sandbox --help
[ ! -x "$B/ashby-tui" ] || compare ashby-tui --help
exit "$bad"
