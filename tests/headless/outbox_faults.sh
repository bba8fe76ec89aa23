# outbox_faults: many writes, each with its chance of every fault; then the receipts are held against what the sandbox did:
# never twice, confirmed means done, failed means not done, and the exit status says the same as the receipt.
. tests/headless/common
WRITES=300

spec=,candidate.createNote:rate@0:1% # each costs its wait
for kind in cut-before cut-after cut-status cut-headers cut-body reset status status@404 envelope envelope@422 \
	redirect empty portal garbage headers fail fail@invalid_input fail-null fail-objects array-root no-success \
	string-success warn cut-json trailing bom bad-utf8 surrogate nul huge@1 deep bomb@1; do
	spec=$spec,candidate.createNote:$kind:2%
done
start_sandbox --ledger "$T/ledger" --seed 20 --fault "${spec#,}"
status 0 "$A" call list_candidates limit=1
person=$(sed 's/.*"results": *\[ *{[^}]*"id": *"\([0-9a-f-]*\)".*/\1/' "$T/out")

i=0
while [ "$i" -lt "$WRITES" ]; do
	i=$((i + 1))
	rc=0
	"$A" call create_note candidateId="$person" note="note-$i" --force >/dev/null 2>"$T/err" 9>&- || rc=$?
	state=$(sed -n 's/^{"receipt":.*"state":"\([a-z]*\).*/\1/p' "$T/err")
	echo "note-$i $rc $state"
done >"$T/told"

# The ledger as "note N done": how often it came, how often it was applied.
sed -n 's/.*"endpoint":"candidate.createNote".*"note":"\(note-[0-9]*\)".*"applied":\([a-z]*\).*/\1 \2/p' "$T/ledger" >"$T/done"
awk '
	FNR == NR { if ($2 == "true") applied[$1]++; next }
	{
		states[$3]++
		a = applied[$1] + 0
		if (a > 1)
			print $1 ": done " a " times"
		if ($3 == "confirmed" ? a != 1 || $2 != 0 : $3 == "failed" ? a || $2 == 0 || $2 == 6 : $3 != "unknown" || $2 != 6)
			print $1 ": called \"" $3 "\" with status " $2 ", and done " a " times"
	}
	END {
		if (states["confirmed"] < 80 || states["failed"] < 10 || states["unknown"] < 50)
			print "too few of a kind: " states["confirmed"], states["failed"], states["unknown"]
	}' "$T/done" "$T/told" >"$T/lies"
[ ! -s "$T/lies" ] || { cat "$T/lies"; exit 1; }
status 0 "$A" outbox list
[ "$(grep -o '"sequence":' "$T/out" | wc -l)" -eq "$WRITES" ] || fail "the outbox has lost some"
