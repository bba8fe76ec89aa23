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
out 'offerVersionId +UUID, required'
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

# What is done on this side is told where it is; the examples are in the reference, in words and as JSON.
status 0 "$A" docs list_openings
out 'not sent: results are chosen here by openingState'
status 0 "$A" docs get_application
out '^  feedback +applicationFeedback.list'
out '^  \$ ashby-tui call get_application'
out '^ +applicationId=[0-9a-f-]+$'
out '^  in the bar  :get_application applicationId=%app$'
status 0 "$A" docs create_note --json
out '"example":\{"shell":"ashby-tui call create_note candidateId=[0-9a-f-]+ note=.Spoke on the phone. --force","bar":null\}'
out '"name":"contentType".*"sent":false,"use":"folded","by":"note"'
out '"errors":\[\{"code":"usage","means":"[^"]+","status":2\},\{"code":"missing_endpoint_permission","means":"the key lacks candidatesWrite","status":3\}'
out '\{"code":"outcome_unknown","means":"[^"]+","status":6\}\]'
status 0 "$A" docs list_candidates --json
out '\{"code":"sync_token_invalid","means":"begin again without syncToken","status":1\}'
status 0 "$A" docs application.changeStage
out '^  not_forced$'
COLUMNS=60 status 0 "$A" docs list_applications
awk 'length > 60 && !/in the bar/ { bad = 1 } END { exit bad }' "$T/out" || fail "lines are wider than the terminal"
