# functions: all 44 of the reference, by its names and with its parameters, against what the server saw.
. tests/headless/common
start_sandbox --candidates 80 --ledger "$T/ledger"

# first FUNCTION [ARG...]: the id of the first result.
first()
{
	"$A" call "$@" limit=1 --ndjson 2>"$T/err" | sed 's/{"id": *"\([^"]*\)".*/\1/' | head -n 1
}

candidate=$(first list_candidates)
application=$(first list_applications status=active)
job=$(first list_jobs status=open)
user=$(first list_users)
source=$(first list_sources)
team=$(first list_departments)
place=$(first list_locations)
posting=$(first list_job_postings listedOnly=true)
plan=$(first list_interview_plans)
schedule=$(first list_interview_schedules)
interview=$(first list_interviews)
offer=$(first list_offers)
field=$("$A" call customField.list --all --ndjson | grep '"objectType":"Candidate"' | grep '"fieldType":"String"' | head -n 1 |
	sed 's/{"id": *"\([^"]*\)".*/\1/')
version=$("$A" call get_offer offerId="$offer" | sed 's/.*"latestVersion": *{"id": *"\([^"]*\)".*/\1/')
handle=$("$A" call list_candidates --ndjson | grep -o '"resumeFileHandle": *{[^}]*"handle": *"[^"]*' | head -n 1 | sed 's/.*"//')
some=00000000-0000-4000-8000-000000000001
form='{"fieldSubmissions":[{"path":"x","value":"y"}]}'
for value in "$candidate" "$application" "$job" "$user" "$source" "$team" "$place" "$posting" "$plan" "$schedule" \
	"$interview" "$offer" "$version" "$handle"; do
	[ -n "$value" ] || fail "the sandbox lacks something"
done

count=0

# saw ENDPOINT BODY FUNCTION [ARG...]: the call reaches ENDPOINT last, with exactly BODY (a regex).
saw()
{
	endpoint=$1 body=$2
	shift 2
	count=$((count + 1))
	before=$(wc -l <"$T/ledger")
	rc=0
	"$A" call "$@" >"$T/out" 2>"$T/err" 9>&- || rc=$?
	# A refusal by the API is an answer; anything else is none.
	[ "$rc" -le 1 ] || fail "status $rc: $*"
	sed -n "$((before + 1)),\$p" "$T/ledger" | tail -n 1 |
		sed 's/.*"endpoint":"\([^"]*\)","body":\(.*\),"fault":.*/\1 \2/' >"$T/seen"
	grep -Eqx -- "$endpoint $body" "$T/seen" || fail "the server saw: $(cat "$T/seen"), not: $endpoint $body"
}

# Reads.
saw candidate.list '\{"limit":1\}' api_post endpoint=/api/v1/candidate.list 'body:={"limit":1}'
saw apiKey.info '\{\}' get_current_user
saw user.list '\{"limit":2,"includeDeactivated":true\}' list_users limit=2 includeDeactivated=true cursor= syncToken=
saw candidate.list '\{"createdAfter":1764547200000,"limit":2\}' list_candidates createdAfter=1764547200000 limit=2
saw candidate.search '\{"name":"a","email":"a@example.test"\}' search_candidates name=a 'body:={"name":"b","email":"a@example.test"}'
saw candidate.info "\{\"id\":\"$candidate\"\}" get_candidate candidateId="$candidate"
saw candidate.listNotes "\{\"candidateId\":\"$candidate\",\"limit\":2\}" list_candidate_notes candidateId="$candidate" limit=2
saw application.list "\{\"limit\":2,\"jobId\":\"$job\",\"status\":\"Active\"\}" list_applications limit=2 job_id="$job" status=active
saw application.info "\{\"applicationId\":\"$application\"\}" get_application id="$application"
saw application.listCriteriaEvaluations "\{\"applicationId\":\"$application\"\}" list_criteria_evaluations applicationId="$application"
saw job.list '\{"limit":2,"status":\["Open"\]\}' list_jobs limit=2 status=open
saw job.search '\{"title":"engineer"\}' search_jobs query=engineer limit=2
saw job.info "\{\"id\":\"$job\"\}" get_job id="$job"
saw jobPosting.list '\{"listedOnly":true\}' list_job_postings listedOnly=true jobId="$job" limit=2
saw jobPosting.info "\{\"jobPostingId\":\"$posting\"\}" get_job_posting jobPostingId="$posting"
saw opening.list '\{"limit":2\}' list_openings limit=2 jobId="$job" status=open
saw department.list '\{"limit":2\}' list_departments limit=2
saw location.list '\{"limit":2\}' list_locations limit=2
saw source.list '\{\}' list_sources limit=2
saw interview.list '\{"limit":2\}' list_interviews limit=2
saw interviewSchedule.list "\{\"limit\":2,\"applicationId\":\"$application\"\}" list_interviews limit=2 application_id="$application"
saw interview.info "\{\"id\":\"$interview\"\}" get_interview id="$interview"
saw interviewPlan.list '\{"includeArchived":true,"limit":2\}' list_interview_plans includeArchived=true limit=2
saw interviewSchedule.list "\{\"applicationId\":\"$application\"\}" list_interview_schedules applicationId="$application"
saw interviewEvent.list "\{\"interviewScheduleId\":\"$schedule\",\"expand\":\[\"interview\"\]\}" list_interview_events \
	interviewScheduleId="$schedule" expand=interview
saw offer.list '\{"offerStatus":\["WaitingOnOfferApproval"\],"limit":2\}' list_offers offerStatus=waitingonofferapproval limit=2
saw offer.info "\{\"offerId\":\"$offer\"\}" get_offer offerId="$offer"
saw file.info "\{\"fileHandle\":\"$handle\"\}" get_file fileId="$handle"
saw webhook.list '\{"limit":2\}' list_webhooks limit=2
saw webhook.info "\{\"webhookId\":\"$some\"\}" get_webhook webhookId="$some"

# Writes: once each, in the API's spelling.
saw candidate.create '\{"name":"Ann Example","email":"ann@example.test","website":"https://example.test"\}' create_candidate \
	name='Ann Example' email=ann@example.test website=https://example.test --force
saw candidate.update "\{\"candidateId\":\"$candidate\",\"websiteUrl\":\"https://example.test\"\}" update_candidate \
	candidateId="$candidate" website=https://example.test --force
saw candidate.createNote "\{\"candidateId\":\"$candidate\",\"note\":\"hello\"\}" create_note candidateId="$candidate" content=hello --force
saw candidate.createNote "\{\"candidateId\":\"$candidate\",\"note\":\{\"type\":\"text/html\",\"value\":\"<b>hi</b>\"\}\}" create_note \
	candidateId="$candidate" content='<b>hi</b>' contentType=text/html --force
saw candidate.createNote '\{"note":"hello","candidateId":"[0-9a-f-]{36}"\}' create_note applicationId="$application" content=hello --force
saw application.create "\{\"candidateId\":\"$candidate\",\"jobId\":\"$job\",\"sourceId\":\"$source\"\}" create_application \
	candidateId="$candidate" jobId="$job" sourceId="$source" --force
saw application.update "\{\"applicationId\":\"$application\",\"sendNotifications\":false,\"sourceId\":\"$source\"\}" update_application \
	applicationId="$application" sendNotifications=no 'body:={"sourceId":"'"$source"'"}' --force
saw job.create "\{\"title\":\"T\",\"teamId\":\"$team\",\"locationId\":\"$place\"\}" create_job title=T teamId="$team" locationId="$place" --force
saw job.update "\{\"jobId\":\"$job\",\"title\":\"T2\"\}" update_job jobId="$job" title=T2 --force
saw opening.create '\{"identifier":"OP-T"\}' create_opening 'body:={"identifier":"OP-T"}' --force
saw interviewSchedule.update "\{\"interviewScheduleId\":\"$schedule\",\"interviewEventIdToCancel\":\"$some\"\}" update_interview_schedule \
	'body={"interviewScheduleId":"'"$schedule"'","interviewEventIdToCancel":"'"$some"'"}' --force
saw offer.create "\{\"offerProcessId\":\"$some\",\"offerFormId\":\"$some\",\"offerForm\":\{.*\}\}" create_offer \
	offerProcessId="$some" offerFormId="$some" offerForm:="$form" --force
saw offer.update "\{\"offerId\":\"$offer\",\"offerForm\":\{.*\}\}" update_offer 'body:={"offerId":"'"$offer"'","offerForm":'"$form"'}' --force
saw offer.approve "\{\"offerVersionId\":\"$version\",\"approvalStepId\":\"$some\",\"userId\":\"$user\"\}" approve_offer \
	offerVersionId="$version" approvalStepId="$some" userId="$user" --force
saw customField.setValue "\{\"objectType\":\"Candidate\",\"objectId\":\"$candidate\",\"fieldId\":\"$field\",\"fieldValue\":\"x\"\}" \
	set_custom_field_value 'body:={"objectType":"candidate","objectId":"'"$candidate"'","fieldId":"'"$field"'","value":"x"}' --force
saw webhook.create '\{"webhookType":"candidateHire","requestUrl":"https://example.test/h","secretToken":"s"\}' create_webhook \
	webhookType=candidatehire requestUrl=https://example.test/h secretToken=s --force
saw assessment.update "\{\"assessment_id\":\"$some\",\"timestamp\":1764547200000,\"metadata\":\[\]\}" update_assessment \
	assessment_id="$some" timestamp=2025-12-01 metadata:='[]' --force

# Those that took another way were counted twice or thrice.
[ "$count" -eq 47 ] || fail "$count calls"
"$A" docs --json >"$T/docs"
awk '{ n = gsub(/"name":"[a-z]+_[a-z_]+","endpoint"/, "") } END { exit n != 44 }' "$T/docs" || fail "the reference has not 44 names"

# What was chosen here was chosen: one state, one job, so many.
status 0 "$A" call list_openings status=filled --all --ndjson
! grep -qv '"openingState":"Filled"' "$T/out" || fail "openings of other states came"
status 0 "$A" call list_applications status=rejected --limit 2 --ndjson
lines 2
! grep -qv '"reasonType":"RejectedByOrg"' "$T/out" || fail "applications came that were not rejected"
status 0 "$A" call list_sources limit=2 --ndjson
lines 2
status 0 "$A" call list_job_postings limit=1 --ndjson
err 'unlisted postings are among these'
status 2 "$A" call list_jobs offset=10
err 'cursor.*--all'
status 2 "$A" call create_note jobId="$job" content=x
err 'notes are on candidates'
