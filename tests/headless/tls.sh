# tls: certificates are verified, a private authority can be added, and a wrong clock is named as a cause.
. tests/headless/common
command -v openssl >/dev/null || { echo "skipped: there is no openssl to make certificates with"; exit 0; }

cat >"$T/ca.conf" <<END
[ca]
default_ca = own
[own]
database = $T/index
serial = $T/serial
new_certs_dir = $T
policy = any
default_md = sha256
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
END
: >"$T/index"
echo 01 >"$T/serial"

# certificate NAME FROM TO: self-signed for 127.0.0.1, good between two dates, with its key in NAME.pem.
certificate()
{
	openssl req -newkey rsa:2048 -nodes -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 -keyout "$T/$1.key" \
		-out "$T/$1.csr" 2>"$T/openssl" &&
		openssl ca -batch -notext -config "$T/ca.conf" -selfsign -keyfile "$T/$1.key" -in "$T/$1.csr" \
			-startdate "$2" -enddate "$3" -out "$T/$1.crt" 2>"$T/openssl" ||
		fail "openssl: $(cat "$T/openssl")"
	cat "$T/$1.crt" "$T/$1.key" >"$T/$1.pem"
}

# serve NAME: a sandbox with that certificate; its address goes into $url.
serve()
{
	mkfifo "$T/$1-in" "$T/$1-out"
	"$B/ashby-sandbox" --port 0 --with-stdin --key "$KEY" --tls "$T/$1.pem" --ledger "$T/$1.ledger" \
		<"$T/$1-in" >"$T/$1-out" 2>"$T/$1-err" &
	exec 9>"$T/$1-in"
	read -r line <"$T/$1-out" || fail "the sandbox did not start: $(cat "$T/$1-err")"
	url=${line#listening on }
	url=${url%% *}
}

# account NAME LINE...: the configuration is that one account at $url.
account()
{
	mkdir -p -m 700 "$HOME/.config/ashby-tui"
	printf '[account acme]\nkey-command = echo %s\nbase-url = %s\n' "$KEY" "$url" >"$HOME/.config/ashby-tui/config"
	for line in "$@"; do
		echo "$line" >>"$HOME/.config/ashby-tui/config"
	done
}

certificate good 20200101000000Z 20491231000000Z
certificate old 20200101000000Z 20200201000000Z
certificate early 20480101000000Z 20491231000000Z

serve good
case $url in
https://*) ;;
*) fail "not https: $url" ;;
esac
account "ca-file = $T/good.crt"
status 0 env SSLKEYLOGFILE="$T/keylog" "$A" call list_candidates limit=1
[ ! -e "$T/keylog" ] || fail "the traffic's keys were logged"
status 0 "$A" doctor --table
out '^ok +TLS .*authorities added from'
account
status 4 "$A" call list_candidates limit=1
err "cannot verify the server's certificate"
[ "$(grep -c '"endpoint"' "$T/good.ledger")" -eq 2 ] || fail "something was sent to a server that was not verified"

# No second try and no way around: what may be wrong is this computer's clock, so that is said.
serve old
account "ca-file = $T/old.crt"
status 4 "$A" call list_candidates limit=1
err "it has expired; this computer's clock says 20[0-9][0-9]-[0-9-]+ [0-9:]+ UTC"
serve early
account "ca-file = $T/early.crt"
status 4 "$A" call list_candidates limit=1
err "it is not valid yet; this computer's clock says"

account "ca-file = $T/nothing"
status 2 "$A" call list_candidates limit=1
err "cannot read the ca-file"
