# env.sh: the fixed world of the tests, sourced first by every runner. The runner starts itself again in an environment
# that holds nothing of the person's own (locale, keys, folders, terminal), and gets a private temporary folder.

if [ "${ASHBY_TESTS_WORLD:-}" != "$0" ]; then
	exec env -i ASHBY_TESTS_WORLD="$0" PATH="$PATH" B="${B:-build/plain}" WRAP="${WRAP:-}" UPDATE="${UPDATE:-}" \
		JOBS="${JOBS:-2}" TOP="$(cd "$(dirname "$0")/.." && pwd)" TZ=Europe/Berlin LANG=C.UTF-8 \
		TERM=xterm-256color LINES=24 COLUMNS=80 INPUTRC=/dev/null sh "$0" "$@"
fi

cd "$TOP" || exit 1
case $B in
/*) ;;
*) B=$TOP/$B ;;
esac
T=$(mktemp -d) || exit 1
trap 'rm -rf "$T"' EXIT
trap 'exit 130' HUP INT TERM
HOME=$T/home
TMPDIR=$T/tmp
mkdir -p "$HOME" "$TMPDIR"

# What ncurses and readline keep for good is not ours to free. Reports go to files: a screen is no place for them.
SAN=$T/sanitizer
ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=0:exitcode=99:log_path=$SAN
UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1:exitcode=99:log_path=$SAN
LSAN_OPTIONS=suppressions=$TOP/tests/lsan.supp:print_suppressions=0
export B T TOP HOME TMPDIR ASAN_OPTIONS UBSAN_OPTIONS LSAN_OPTIONS

# Prints and removes what the sanitizers reported since the last time; false if there was something.
sanitizer_quiet()
{
	set -- "$SAN".*
	[ -e "$1" ] || return 0
	sed 's/^/    /' "$@"
	rm -f "$@"
	return 1
}
