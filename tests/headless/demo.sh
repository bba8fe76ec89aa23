# demo: a private sandbox without key or network; its folder is gone when the program ends.
. tests/headless/common

status 0 "$A" --demo call list_jobs --ndjson
out '"title"'
status 0 "$A" --demo doctor
out '"check":"server","state":"ok"'
status 0 "$A" --demo accounts
out '"name":"demo"'
[ -z "$(find "$TMPDIR" -name 'ashby-demo-*')" ] || fail "a folder is left"
[ -z "$(ls -A "$HOME")" ] || fail "the home folder was touched: $(ls -A "$HOME")"
status 2 "$A" --demo --base-url unix:/tmp/x call list_jobs
status 0 env ASHBY_API_KEY=a-real-key-0123456789 "$A" --demo --now 2026-11-24T09:00:00Z call list_jobs limit=1
