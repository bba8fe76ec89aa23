# behalf: calls on behalf of a person are made for that person or not at all.
. tests/headless/common
start_sandbox --ledger "$T/ledger"

config=$HOME/.config/ashby-tui/config
mkdir -p -m 700 "$HOME/.config/ashby-tui"
cat >"$config" <<END
[account mei]
key-command = echo $KEY
base-url = $ASHBY_BASE_URL
me = mei.chen@example.test
on-behalf = yes
[account ghost]
key-command = echo $KEY
base-url = $ASHBY_BASE_URL
me = ghost@example.test
on-behalf = yes
END
unset ASHBY_BASE_URL ASHBY_API_KEY

# sent: the endpoints that the server saw, in order.
sent()
{
	sed -n 's/.*"endpoint":"\([^"]*\)".*/\1/p' "$T/ledger" | tr '\n' ' '
}

status 0 "$A" call list_candidates limit=1
[ "$(sent)" = "user.search candidate.list " ] || fail "sent: $(sent)"

status 2 "$A" --account ghost call list_candidates limit=1
err "cannot act on behalf of 'ghost@example.test': no user of this organisation has that e-mail"
[ "$(sent)" = "user.search candidate.list user.search " ] || fail "sent: $(sent)"

status 0 "$A" doctor --table
out '^ok +me +Mei Chen, for whom calls are made'

echo 'on-behalf = yes' >"$config"
status 2 "$A" accounts
err "config:1: 'on-behalf' belongs to an account"
printf '[account x]\non-behalf = yes\n' >"$config"
status 2 "$A" accounts
err 'config:1: on-behalf needs me'
printf 'role-recuiter = Recruiter\n' >"$config"
status 2 "$A" accounts
err "config:1: there is no setting 'role-recuiter'; did you mean 'role-recruiter'\?"
printf 'role-recruiter = Talent Partner\n' >"$config"
status 0 "$A" accounts

# A question is for a person: without a terminal there is none.
status 2 "$A" accounts add acme
err 'wants a terminal'
