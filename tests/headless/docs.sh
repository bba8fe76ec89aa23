# docs: the reference of every function, in words and as JSON.
. tests/headless/common

status 0 "$A" docs
no_err
out '^Candidates$'
out 'candidate\.list .*\[list_candidates\]'
out 'api_post'
status 0 "$A" docs --json
lines 1
out '^\[\{"name":"list_candidates","endpoint":"candidate.list",.*"kind":"read",.*"permission":"candidatesRead","paging":"cursor\+sync","params":\[\{"name":"createdAfter","type":"[^"]+","required":false'
out '"name":"api_post","endpoint":"\*"'
[ "$(grep -o '"endpoint":' "$T/out" | wc -l)" -gt 160 ] || fail "functions are missing"

status 0 "$A" docs approve_offer
out '^approve_offer \(offer.approve\)$'
out 'class C'
out 'offerVersionId +UUID +required'
status 0 "$A" docs offer.approve --json
out '^\{"name":"approve_offer"'
status 0 "$A" docs api_post
status 2 "$A" docs approve_ofer
err 'did you mean .approve_offer.'

# Help of the program and of a verb.
status 0 "$A" --help
out '^ashby-tui call FUNCTION'
status 0 "$A" docs --help
out '^ashby-tui docs'
status 0 "$A" --version
out '^ashby-tui [0-9]'
