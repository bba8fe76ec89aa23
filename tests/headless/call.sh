# call: one function, pages, limits, forms of output.
. tests/headless/common
start_sandbox --candidates 250

status 0 "$A" call list_candidates limit=3
no_err
lines 1
out '^\{"success": ?true'
out '"nextCursor"'

# By endpoint, with the size of a page as JSON, in lines.
status 0 "$A" call candidate.list limit:=2 --ndjson
lines 2
out '^\{.*"id"'

# All pages: lines, and one envelope.
status 0 "$A" call list_candidates --all --ndjson
lines 250
sort -u "$T/out" | wc -l | grep -qx ' *250' || fail "rows came twice"
status 0 "$A" call list_candidates --all
lines 1
out '^\{"success":true,"results":\[\{'
out '\],"moreDataAvailable":false,"syncToken":"[^"]+"\}$'

# A number of rows in all, across pages and within one.
status 0 "$A" call list_candidates --limit 120 --ndjson
lines 120
status 0 "$A" call list_candidates --limit 3
out '"moreDataAvailable":true\}$'

# A table has a head and cleans what it shows.
status 0 "$A" call list_candidates --limit 4 --table
lines 5
out '^NAME +EMAIL'
status 0 "$A" call list_users limit=2 --table
out '^FIRST +LAST'

# A table of jobs says more than a job does: names, openings filled and in all, active applications.
status 0 "$A" call list_jobs status=open --table
out '^TITLE +STATUS +DEPARTMENT +LOCATION +FILLED +ACTIVE +OPENED +ID$'
out '^Backend Engineer +Open +Platform +Berlin +[0-9]+/[0-9]+ +[0-9]+ +'
status 0 "$A" call list_jobs status=open limit=1
! grep -q '"shown"' "$T/out" || fail "JSON is not as it came"

# Blocks of a single result; one that there is not is named with those that there are.
app=$("$A" call list_applications status=active limit=1 --ndjson | sed 's/{"id": *"\([^"]*\)".*/\1/')
status 0 "$A" call get_application id="$app" --with feedback,criteria,answers
lines 1
out '"applicationFormSubmissions".*"feedback":\[.*"criteria":\[.*\]\}'
status 2 "$A" call get_application id="$app" --with salary
err 'it knows feedback, criteria, answers'
job=$("$A" call list_jobs status=open limit=1 --ndjson | sed 's/{"id": *"\([^"]*\)".*/\1/')
status 0 "$A" call get_job id="$job" --with postings,openings
out '"openings":\[.*"postings":\[\{.*"jobId":"'"$job"'"'

# An event's id is no interview's, and is looked for among events; what is neither is said to be neither.
event=$("$A" call list_interview_schedules --all --ndjson | grep -o '"interviewEvents": *\[{"id": *"[^"]*' | head -n 1 | sed 's/.*"//')
status 0 "$A" call get_interview id="$event"
out '"interviewers":'
status 1 "$A" call get_interview id="$app"
err 'nor is it the id of an interview event'
status 1 "$A" call list_webhooks
err 'webhook.list is in no published source'

# One object, by another spelling of its parameter.
status 0 "$A" call list_candidates limit=1
id=$(sed 's/.*"results": *\[ *{[^}]*"id": *"\([0-9a-f-]*\)".*/\1/' "$T/out")
status 0 "$A" call get_candidate candidateId="$id" --ndjson
lines 1
out "\"$id\""
status 0 "$A" call get_candidate id="$id" --table
out "^id +$id"

# A body from a word, a file, standard input; words lie over it.
printf '{"limit":2}' >"$T/body"
status 0 "$A" call list_candidates --body "@$T/body" --ndjson
lines 2
status 0 "$A" call list_candidates --body '{"limit":2}' limit=1 --ndjson
lines 1
"$A" call list_candidates --body - --ndjson <"$T/body" >"$T/out" 2>"$T/err" || fail "a body from standard input"
lines 2

# The raw verb sends what it is given, and takes endpoints as people paste them.
status 0 "$A" api https://api.ashbyhq.com/candidate.list '{ "limit": 2 }' --ndjson
lines 2
status 0 "$A" api candidate.list
lines 1

# Unchecked: names and values go as they are given, numbers as numbers, and the server has the word.
sent()
{
	body=$1
	shift
	status 0 "$A" call "$@" --no-check --dry-run --force
	out "\"body\":\\{$body\\}"
}
sent '"candidateId":"xyz","name":"x"' update_candidate candidateId=xyz name=x
sent '"assessment_id":"x","timestamp":"soon"' update_assessment assessment_id=x timestamp=soon
sent '"limit":500,"zork":"5"' list_candidates limit=500 zork=5
status 1 "$A" call list_candidates limit=500 --no-check
err 'invalid_input'
status 1 "$A" call list_jobs status=bogus --no-check
err 'invalid_input'

# Who wrote the reference's name for a parameter finds it in the refusal.
status 2 "$A" call get_candidate candidateId=xyz
err "'id' must be a UUID, not 'xyz' \(given as 'candidateId'\)"
