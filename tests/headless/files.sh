# files: fetched from the link that file.info gives, and put to where the API says.
. tests/headless/common
start_sandbox --candidates 60 --ledger "$T/ledger"

"$A" call list_candidates --ndjson >"$T/all"
handle=$(grep -o '"resumeFileHandle": *{[^}]*"handle": *"[^"]*' "$T/all" | head -n 1 | sed 's/.*"//')
id=$(head -n 1 "$T/all" | sed 's/{"id": *"\([^"]*\)".*/\1/')
[ -n "$handle" ] || fail "no candidate has a resume"

# Both spellings; the file is whole, private, and never written over.
status 0 "$A" call get_file fileId="$handle" --download "$T/resume.pdf"
no_err
out '^\{"download":\{"path":".*/resume.pdf","bytes":[0-9]+\}\}$'
[ "$(head -c 5 "$T/resume.pdf")" = %PDF- ] || fail "the file is no PDF"
[ "$(stat -c %a "$T/resume.pdf")" = 600 ] || fail "the file is not private"
status 7 "$A" call get_file fileHandle="$handle" --download "$T/resume.pdf"
err 'nothing is written over'
grep -c '"endpoint":"file.info"' "$T/ledger" | grep -qx 1 || fail "a link was asked for in vain"
status 0 "$A" call get_file fileHandle="$handle" --download "$T/again.pdf" --table
out 'again.pdf  [0-9]+ bytes'

# It must be what its name says; what fails leaves nothing behind.
status 4 "$A" call get_file fileHandle="$handle" --download "$T/resume.docx"
err 'no Word document'
[ ! -e "$T/resume.docx" ] || fail "a file that is not kept is there"
status 1 "$A" call get_file fileHandle=unknown --download "$T/x.pdf"
status 7 "$A" call get_file fileHandle="$handle" --download "$T/none/x.pdf"
status 2 "$A" call list_jobs --download "$T/x.pdf"
err 'for get_file'
[ ! -e "$T/x.pdf" ] || fail "a file without a link is there"

# A file's server gets no key: it is asked without one, and answers even so.
grep -q '"endpoint":"files/' "$T/ledger" || fail "the file was not asked for"

# Uploading is a write: shown first, then three steps with --force.
printf '%%PDF-1.4 of ours\n' >"$T/cv.pdf"
status 5 "$A" call candidate.uploadResume candidateId="$id" --file "$T/cv.pdf"
out '"resumeHandle":"\(the handle of cv.pdf, once it is uploaded\)"'
! grep -q createFileUploadHandle "$T/ledger" || fail "a place was asked for without --force"
status 0 "$A" call candidate.uploadResume candidateId="$id" --file "$T/cv.pdf" --force
[ "$(grep -c '"state":"confirmed"' "$T/err")" -eq 2 ] || fail "there should be two receipts"
out '"resumeFileHandle":\{[^}]*"name":"cv.pdf"'
handle=$(sed 's/.*"resumeFileHandle":{[^}]*"handle":"\([^"]*\).*/\1/' "$T/out")
status 0 "$A" call get_file fileHandle="$handle" --download "$T/back.pdf"
cmp -s "$T/cv.pdf" "$T/back.pdf" || fail "another file came back"
status 0 "$A" call candidate.uploadFile candidateId="$id" --file "$T/cv.pdf" --force
status 7 "$A" call candidate.uploadFile candidateId="$id" --file "$T/none.pdf" --force
err 'is no file'
status 2 "$A" call create_note candidateId="$id" note=x --file "$T/cv.pdf"
err 'candidate.uploadResume and candidate.uploadFile'
