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
