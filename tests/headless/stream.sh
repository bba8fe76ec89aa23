# stream: many rows with little memory; a reader that goes away; an interrupt; a cut.
. tests/headless/common
start_sandbox --candidates 20000

# Flat memory: 20,000 candidates are tens of megabytes of JSON. Sanitizers need room of their own.
case $B in
*/plain) limit=200000 ;;
*) limit=unlimited ;;
esac
n=$(ulimit -v $limit; "$A" call list_candidates --all --ndjson 9>&- | wc -l)
[ "$n" -eq 20000 ] || fail "$n lines, not 20000"

# A reader that has seen enough: the status says so, nothing else does.
rc=$( { { "$A" call list_candidates --all --ndjson 9>&- 2>"$T/err" || echo $? >&3; } | head -n 1 >/dev/null; } 3>&1)
[ "$rc" = 7 ] || fail "status $rc when the reader went away"
no_err

# An interrupt ends it with 130 and says how many rows came.
mkfifo "$T/rows"
"$A" call list_candidates --all --ndjson >"$T/rows" 2>"$T/err" 9>&- &
pid=$!
exec 8<"$T/rows"
read -r line <&8
kill -INT "$pid"
cat <&8 >/dev/null
rc=0
wait "$pid" || rc=$?
exec 8<&-
[ "$rc" -eq 130 ] || fail "status $rc after an interrupt"
err 'results came before'
