# errors: each kind with its exit status and its form on standard error.
. tests/headless/common
start_sandbox

# 1: the API said no.
status 1 "$A" call get_job id=00000000-0000-4000-8000-000000000000
no_out
err '^\{"error":\{"code":"[a-z_]+","message":"[^"]+","requestId":"[^"]+","http":200\}\}$'
status 1 "$A" call get_job id=00000000-0000-4000-8000-000000000000 --table
err '^ashby-tui: '

# 2: usage. The parameter, what was given, what is allowed; nothing is sent.
status 2 "$A" call list_candidates limt=3
err '"code":"usage".*did you mean .limit.'
status 2 "$A" call list_candidates limit=999
err 'from 1 to 100'
status 2 "$A" call list_candidate
err 'did you mean .list_candidates.'
status 2 "$A" call get_candidate
err 'one of id and externalMappingId'
status 2 "$A" call
status 2 "$A" call list_candidates --nonsense
status 2 "$A" call list_candidates --limit none
status 2 "$A" call list_candidates --body '[]'
status 2 "$A" call api_post
err 'ashby-tui api'
status 2 "$A" api
status 2 "$A" api not-an-endpoint
status 2 "$A" api candidate.list '{"a":1'
status 2 "$A" nonsense
status 2 "$A" --nonsense
status 2 "$A" call list_candidates --account nobody
err 'no account'

# 3: not authorised.
status 3 env ASHBY_API_KEY=sandbox-but-a-wrong-one "$A" call list_candidates
err '"error"'

# 4: network.
status 4 env ASHBY_BASE_URL=unix:$T/nobody-listens "$A" call list_candidates
err '"code":"network"'

# 5: a write is shown, not sent; a dry run says the same and is no error.
status 5 "$A" call create_note candidateId=00000000-0000-4000-8000-000000000000 note=hello
out '^\{"endpoint":"candidate.createNote","body":\{"candidateId":"0{8}-0{4}-4000-8000-0{12}","note":"hello"\},"class":"A"\}$'
err 'not_forced'
status 0 "$A" call create_note candidateId=00000000-0000-4000-8000-000000000000 note=hello --dry-run
no_err
# 1 again: sent, and refused.
status 1 "$A" call create_note candidateId=00000000-0000-4000-8000-000000000000 note=hello --force
status 5 "$A" api some.thing '{"a": 1}'
out '"class":"C"'
status 0 "$A" call list_candidates limit=1 --dry-run
out '^\{"endpoint":"candidate.list","body":\{"limit":1\},"class":null\}$'

# 7: output that cannot be written, a file that cannot be read.
rc=0
"$A" call list_candidates --all --ndjson >/dev/full 2>"$T/err" || rc=$?
[ "$rc" -eq 7 ] || fail "status $rc for a full disk"
err 'cannot write'
status 7 "$A" call list_candidates --body "@$T/nothing-here"
