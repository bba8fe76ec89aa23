# keys: where a key may come from and where it may go. Nothing is sent when the answer is no.
. tests/headless/common
start_sandbox --ledger "$T/ledger"

# A base URL from outside takes no key of the configuration.
mkdir -p -m 700 "$HOME/.config/ashby-tui"
cat >"$HOME/.config/ashby-tui/config" <<END
[account acme]
key-command = echo $KEY
base-url = $ASHBY_BASE_URL
[account filed]
key-file = $T/key
base-url = $ASHBY_BASE_URL
read-only = yes
END
chmod 600 "$HOME/.config/ashby-tui/config"
url=$ASHBY_BASE_URL
(
	unset ASHBY_API_KEY
	status 2 "$A" call list_candidates
	err 'ASHBY_API_KEY'
) || exit 1

# With the configuration's own URL the helper's key is used.
unset ASHBY_BASE_URL
status 0 "$A" call list_candidates limit=1
unset ASHBY_API_KEY
status 0 "$A" call list_candidates limit=1

# A key file that others may read is refused, and the mode stays.
echo "$KEY" >"$T/key"
chmod 644 "$T/key"
status 2 "$A" --account filed call list_candidates
err 'chmod 600'
[ "$(stat -c %a "$T/key")" = 644 ] || fail "the mode was changed"
chmod 600 "$T/key"
status 0 "$A" --account filed call list_candidates limit=1

# No real key goes to a plain port, no key at all to a host that nobody named.
before=$(wc -l <"$T/ledger")
status 2 env ASHBY_API_KEY=a-real-key-0123456789 "$A" --base-url "$url" call list_candidates
status 2 env ASHBY_API_KEY=$KEY "$A" --base-url https://example.test call list_candidates
status 2 env ASHBY_API_KEY=$KEY "$A" --base-url http://example.test call list_candidates
status 2 env ASHBY_API_KEY=bad:key "$A" --base-url "$url" call list_candidates
status 2 "$A" --key "$KEY" call list_candidates
err 'never an argument'
[ "$(wc -l <"$T/ledger")" -eq "$before" ] || fail "something was sent"

# accounts and --check-config need no key and no network.
status 0 "$A" accounts
out '^\[\{"name":"acme",.*"key":"key-command".*"inUse":true\},\{"name":"filed",.*"readOnly":true,"inUse":false\}\]$'
status 0 "$A" accounts --table
out '^\* acme'
status 0 "$A" --check-config
err '2 accounts'
echo 'no such line' >>"$HOME/.config/ashby-tui/config"
status 2 "$A" --check-config
err 'config:8: '
chmod 666 "$HOME/.config/ashby-tui/config"
status 2 "$A" accounts
err 'chmod go-w'
