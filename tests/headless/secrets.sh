# secrets: the key is in no byte that the program writes, in no environment and in no argument of any process.
. tests/headless/common
KEY=sandbox-canary-7f3a9c1e5b2d
BASIC=$(printf '%s:' "$KEY" | base64 | tr -d '=\n')
start_sandbox

# nowhere WHAT FILE...: neither the key nor its form in the Authorization header is in these files.
nowhere()
{
	what=$1
	shift
	for needle in "$KEY" "$(printf %.20s "$BASIC")"; do
		! grep -rlF -e "$needle" -- "$@" >"$T/found" 2>/dev/null || fail "$what holds the key: $(cat "$T/found")"
	done
}

config=$HOME/.config/ashby-tui/config
mkdir -p -m 700 "$HOME/.config/ashby-tui" "$T/seen"
# The helper looks at its own process and at the one that started it, then gives the key.
cat >"$T/helper" <<END
#!/bin/sh
for of in \$\$ \$PPID; do
	tr '\\0' '\\n' </proc/\$of/environ >"$T/seen/environ-\$of" 2>/dev/null
	tr '\\0' '\\n' </proc/\$of/cmdline >"$T/seen/cmdline-\$of" 2>/dev/null
done
grep -i 'core file' /proc/\$PPID/limits >"$T/limits"
env >"$T/env"
cat "$T/key"
END
chmod 700 "$T/helper"
(umask 077 && printf '%s\n' "$KEY" >"$T/key")
cat >"$config" <<END
[account acme]
key-command = $T/helper
base-url = $ASHBY_BASE_URL
me = mei.chen@example.test
[account plain]
key-file = $T/key
base-url = $ASHBY_BASE_URL
[account badkey]
key-command = sh -c 'cat $T/key; echo an error >&2; exit 1'
base-url = $ASHBY_BASE_URL
END
url=$ASHBY_BASE_URL
unset ASHBY_BASE_URL

# 1. Environments and arguments, with a key in the environment that is not even used.
status 0 env ASHBY_API_KEY="$KEY" SSLKEYLOGFILE="$T/keylog" LD_BIND_NOW=1 "$A" --log "$T/log" call list_candidates limit=1
[ -s "$T/env" ] || fail "the helper did not run"
nowhere "a process" "$T/seen" "$T/env"
! grep -Eq '^(ASHBY_|LD_|SSLKEYLOGFILE)' "$T/env" || fail "the helper's environment: $(cat "$T/env")"
[ ! -e "$T/keylog" ] || fail "the traffic's keys were logged"
grep -Eq 'Max core file size +0 +0' "$T/limits" || fail "core dumps: $(cat "$T/limits")"
[ "$(stat -c %a "$T/log")" = 600 ] || fail "the log is not 0600"

# 2. Whatever the verbs print, also when things go wrong.
n=0
say()
{
	n=$((n + 1))
	"$@" >"$T/said-$n-out" 2>"$T/said-$n-err" 9>&- || true
}
say "$A" --account plain call list_candidates limit=2
say "$A" --account plain --log "$T/log" api candidate.list '{}'
say "$A" --account plain call nothing_like_it
say "$A" --account plain doctor
say "$A" --account plain doctor --table
say "$A" --account badkey doctor
say "$A" --account badkey call list_jobs
say "$A" accounts
say "$A" accounts --table
say env ASHBY_API_KEY="$KEY" "$A" --base-url "$url" call list_jobs limit=1
say env ASHBY_API_KEY="$KEY" "$A" --base-url "$url" call list_jobs limit=x
say env ASHBY_API_KEY="$KEY" "$A" --base-url https://example.test call list_jobs
say env ASHBY_API_KEY="$KEY" "$A" --base-url "https://$KEY@example.test" call list_jobs
say env ASHBY_API_KEY="$KEY" "$A" --base-url http://127.0.0.1:1 call list_jobs
say "$A" --key "$KEY" call list_jobs
say env ASHBY_API_KEY="$KEY" "$A" "$KEY"
say env ASHBY_API_KEY="$KEY" "$A" call "$KEY"
say env ASHBY_API_KEY="x$KEY:" "$A" call list_jobs
nowhere "an output" "$T"/said-*
for said in "$T"/said-1-out "$T"/said-5-out; do
	[ -s "$said" ] || fail "$said is empty: nothing was tried"
done

# 3. The app: all that goes to the terminal (script keeps it), log, history, state and cache.
cat >"$T/app" <<END
run env HOME="$HOME" script -qfec '"$A" --account plain --log "$T/log"' "$T/terminal"
allow palette
wait synced
keys :
type whoami
keys Enter
wait fingerprint
keys Esc :
type api candidate.list {"limit":1}
keys Enter
wait success
keys Esc L
wait candidate.list
keys q q :
type key reload
keys Enter
wait the key from key-file
keys Q
exit 0
END
if command -v script >/dev/null; then
	"$B/tools/screen" "$T/app" || fail "the app did not come to its end"
	grep -q fingerprint "$T/terminal" || fail "script kept nothing"
	nowhere "the terminal" "$T/terminal"
fi
nowhere "the home folder" "$HOME"
nowhere "the log" "$T/log"
