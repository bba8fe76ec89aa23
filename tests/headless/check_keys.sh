# --check-config reads keys.conf too: a wrong line is named by file and line, and the status says so.
mkdir -p "$T/config"
cat >"$T/config/config" <<'EOF'
[account sandbox]
key-file = /dev/null
EOF
chmod 600 "$T/config/config"
printf 'bind * g y find x  # mine\n' >"$T/config/keys.conf"
"$B/ashby-tui" --config "$T/config/config" --check-config
printf 'bind * <C-i> find x\nbind nowhere y find x\nbind list y frobnicate\n' >"$T/config/keys.conf"
status=0
"$B/ashby-tui" --config "$T/config/config" --check-config 2>"$T/err" || status=$?
[ "$status" -eq 2 ]
grep -q "keys.conf:1: <C-i> is the same byte as <Tab>" "$T/err"
grep -q "keys.conf:2: there is no context 'nowhere'" "$T/err"
grep -q "keys.conf:3: there is no command 'frobnicate'" "$T/err"
