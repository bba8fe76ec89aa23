# outbox: what happens to a write, counted by the sandbox's ledger: sent once or not at all, and the truth told.
. tests/headless/common
ID=00000000-0000-4000-8000-000000000000
start_sandbox --ledger "$T/ledger" --fault \
	"candidate.createNote:cut-after:2,candidate.createNote:envelope@503:3,candidate.createNote:rate@1:4,candidate.createNote:fail@internal_error:6,candidate.createNote:warn@left_out:10,candidate.createNote:cut-after:11"

# sent N: so many notes have reached the sandbox.
sent()
{
	n=$(grep -c '"endpoint":"candidate.createNote"' "$T/ledger" || true)
	[ "$n" -eq "$1" ] || fail "the sandbox saw $n notes, not $1"
}

# receipt STATE: it is on standard error, whole.
receipt()
{
	err '^\{"receipt":\{"id":"[0-9a-f]{32}","requestId":("[^"]+"|null),"time":"[0-9-]+T[0-9:.]+Z","state":"'"$1"'"\}\}$'
}

create="call create_note candidateId=$ID note=hello"
db=$HOME/.local/state/ashby-tui/*/outbox.db

# Nothing has been written: the list is empty, and looking needs no network.
status 0 env ASHBY_BASE_URL=unix:$T/nobody "$A" outbox
out '^\[\]$'
sent 0

# Refused: told as any refusal is.
status 1 "$A" $create --force
receipt failed
err '"error":\{"code":"[a-z_]+"'
no_out
sent 1

# The connection is cut after the sandbox has it; the server fails: nobody knows, and it is not sent again.
status 6 "$A" $create --force --once greet-1
receipt unknown
err '"code":"outcome_unknown","message":"it is not known whether .candidate.createNote. was applied'
sent 2
status 6 "$A" $create --force --once greet-1
receipt unknown
err 'not sent: an earlier write under this once key'
sent 2
status 6 "$A" $create --force
err '"http":503'
sent 3

# Refused unread: sent again after the wait.
status 1 "$A" $create --force
receipt failed
sent 5
status 6 "$A" api candidate.createNote "{\"candidateId\":\"$ID\",\"note\":\"raw\"}" --force
receipt unknown
sent 6

# Never sent: nobody listens.
status 4 env ASHBY_BASE_URL=unix:$T/nobody "$A" $create --force --wait 0
receipt 'failed \(not sent\)'
err '"code":"network","message":"not sent: '
sent 6

# Refused here.
status 2 "$A" --readonly $create --force
err 'read-only here'
status 2 "$A" $create --force --wait soon
status 2 "$A" $create --force --once ''
status 2 "$A" call list_candidates --once k
status 5 "$A" $create
out '"class":"A"'
rc=0
said=$( (
	ulimit -f 0
	"$A" $create --force
) 2>&1) || rc=$?
[ "$rc" -eq 7 ] || fail "status $rc on a full disk: $said"
sent 6

# The list and one of it, as JSON and for people.
status 0 "$A" outbox list
lines 1
status 0 "$A" outbox --table
lines 6
out '^[0-9a-f]{12}  failed \(not sent\)  [0-9-]+T[0-9:]+Z  candidate\.createNote +'
out '^[0-9a-f]{12}  unknown '
unknown=$(sed -n 's/^\([0-9a-f]*\)  unknown .*/\1/p' "$T/out" | tail -n 1)
status 0 "$A" outbox show "$unknown"
out '"state":"unknown",.*"targets":\{"candidateId":"0{8}-.*"once":"greet-1".*"body":\{"candidateId":'
status 0 "$A" outbox show "$unknown" --table
out '^state +unknown$'
out '^once +greet-1$'
status 2 "$A" outbox show nothing
status 2 "$A" outbox show
status 2 "$A" outbox lose "$unknown"

# Once more, by the user's word only.
status 5 "$A" outbox retry "$unknown"
out '^\{"endpoint":"candidate.createNote","body":\{"candidateId":.*,"class":"A"\}$'
sent 6
status 6 "$A" outbox retry "$unknown" --force
err 'it is not known'
sent 7
status 0 "$A" outbox discard "$unknown"
status 2 "$A" outbox show "$unknown"
status 1 "$A" $create --force --once greet-1
sent 8

# Confirmed: told, kept, done once.
status 0 "$A" call list_candidates limit=1
person=$(sed 's/.*"results": *\[ *{[^}]*"id": *"\([0-9a-f-]*\)".*/\1/' "$T/out")
say="call create_note candidateId=$person note=spoken"
status 0 "$A" $say --force --once spoken-1
receipt confirmed
lines 1
out '"success": ?true.*spoken'
sent 9
status 0 "$A" $say --force --once spoken-1
receipt confirmed
err 'confirmed earlier under this once key'
no_out
status 0 "$A" call create_note candidateId="$person" note=otherwise --force --once spoken-1
err 'that write had another endpoint, body or API key'
sent 9
status 0 "$A" $say --force --ndjson
receipt confirmed
err 'warning: .*left_out'
lines 1
status 6 "$A" $say --force
sent 11
[ "$(grep -c '"applied":true' "$T/ledger")" -eq 3 ] || fail "not three notes were made"
status 0 "$A" outbox list
out '"state":"confirmed",.*"resultId":"[0-9a-f-]{36}"'

# For us alone, and without the key.
[ -z "$(find "$HOME/.local/state" -perm /077)" ] || fail "open to others"
! grep -rq "$KEY" "$HOME/.local/state" || fail "the key is in the state folder"

# A damaged file is kept.
set -- $db
printf 'no database' >"$1"
status 0 "$A" outbox list
err 'the outbox was damaged: it is kept as'
out '^\[\]$'
ls "$1".bad-* >/dev/null || fail "the damaged outbox is gone"

# Another key's writes are another account's.
status 0 env ASHBY_API_KEY=sandbox-of-somebody-else "$A" outbox
out '^\[\]$'

# A demo leaves nothing behind.
unset ASHBY_BASE_URL ASHBY_API_KEY
status 1 "$A" --demo $create --force
receipt failed
[ ! -e "$HOME/.local/state/ashby-tui/demo" ] || fail "the demo's outbox is still there"
