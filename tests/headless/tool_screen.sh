# The screen tool itself: what must hold, holds; whatever is wrong is said. It runs tiny programs, never the app.

export SCREEN_LIMIT_S=1
bad=0

# holds NAME, refuses NAME REGEX: the script on standard input passes, or fails with such a message.
holds()
{
	cat >"$T/case"
	"$B/tools/screen" - <"$T/case" >"$T/out" 2>&1 && return
	echo "should hold: $1"
	sed 's/^/    /' "$T/out"
	bad=$((bad + 1))
}

refuses()
{
	cat >"$T/case"
	if ! "$B/tools/screen" - <"$T/case" >"$T/out" 2>&1 && grep -Eq "$2" "$T/out"; then
		return
	fi
	echo "should be refused: $1"
	sed 's/^/    /' "$T/out"
	bad=$((bad + 1))
}

# prints NAME TEXT REGEX: a program that writes TEXT (printf's) is refused with such a message.
prints()
{
	printf 'run printf '\''%s'\''\nexit 0\n' "$2" | refuses "$1" "$3"
}

holds "text, styles, wide and repeated characters" <<'END'
size 24x4
run printf 'hi \033[1;2mbold\033[22m x\033[31mred\033[m \xe6\xbc\xa2a\303\251\033[2b\n\033[38;5;2mg'
wait ^hi bold
row 1 xred 漢aééé$
row -3 ^g$
not nothing of this
style 1 1 plain
style 1 4 bold dim
style 1 9 plain
style 1 10 fg=1
style 2 1 fg=2
cursor 2 2
exit 0
END
holds "keys, resize, signals" <<'END'
size 60x5
run sh -c 'saved=$(stty -g); stty raw -echo; trap "printf [winch]" WINCH; printf ready; while c=$(dd bs=1 count=1 2>/dev/null | od -An -tx1); do printf "%s" "$c"; [ "$c" != " 71" ] || break; done; stty $saved; exit 3'
wait ready
keys j <C-c> Enter Up M-x Esc
wait 6a 03 0d 1b 5b 41 1b 78 1b
resize 70x5
keys a
wait winch.*61
keys text:q
exit 3
modes
END
holds "a signal's death is 128 + its number" <<'END'
run sleep 60
signal app TERM
exit 143
END
holds "the alternate screen goes and comes" <<'END'
run printf 'before\033[?1049h\033[22;0;0t\033[Hinside\033[?1049l\033[23;0;0t after'
exit 0
not inside
wait before after
modes
END
holds "a hung-up program may end by itself" <<'END'
run sleep 60
END
refuses "a program that outlives its terminal" "did not end when its terminal was hung up" <<'END'
run sh -c 'trap "" HUP; echo set; sleep 60'
wait set
END
refuses "text that never comes" "^-:2: later: was not seen" <<'END'
run echo sooner
wait later
END
refuses "text that never goes" "^-:3: sooner: is still there" <<'END'
run echo sooner
wait sooner
not sooner
END
refuses "another row" "is not in that row" <<'END'
run echo here
row 2 here
END
refuses "another style" "plain" <<'END'
run echo here
style 1 1 bold
END
refuses "another place of the cursor" "the cursor is not there" <<'END'
run echo here
wait here
cursor 1 1
END
refuses "another status" "ended with status 1, not 0" <<'END'
run false
exit 0
END
refuses "colours" "row 1 column 3 has a colour: fg=1" <<'END'
run printf 'ab\033[31mc'
wait abc
mono
END
refuses "bytes above ASCII" "2 bytes above 7f were written" <<'END'
run printf 'a\303\244b'
wait ab|aäb
ascii
END
refuses "a beside command that fails" "ended with status 4" <<'END'
sh exit 4
END
refuses "a word that is no step" "no step is called 'jump'" <<'END'
jump
END
refuses "a key that is none" "no key is called 'Entre'" <<'END'
run cat
keys Entre
END
refuses "too many bytes" "[0-9]+ bytes were written since the last key, at most 3" <<'END'
run cat
keys a b c d
wait abcd
bytes 3
END
refuses "a program that never rests" "bytes were written in" <<'END'
run sh -c 'while printf x; do sleep 0.3; done'
wait x
idle 900
END

# What may not be written.
prints "a link" '\033]8;;http://example.test\033\\' 'a string that is not on the list: 1b \] 8 ;'
prints "a copy without a word" '\033]52;c;YQ==\007' 'a string that is not on the list'
prints "a title" '\033]0;x\007' 'a string that is not on the list'
prints "a device control string" '\033Pq\033\\' 'a string that is not on the list'
prints "an application's string" '\033_x\033\\' 'an escape that is not on the list'
prints "a question to the terminal" '\033[6n' 'a sequence that is not on the list'
prints "the mouse" '\033[?1000h' 'a mode that is not on the list'
prints "a full reset" '\033c' 'an escape that is not on the list'
prints "a window operation" '\033[21t' 'a window operation'
prints "a bell" '\007' 'a byte that is not on the list'
prints "a raw C1" '\233' 'a byte that is not on the list'
prints "a C1 in UTF-8" '\302\233' 'a control character'
prints "a direction mark" '\342\200\256' 'a control character'
prints "an overlong character" '\340\200\200' 'not UTF-8'
prints "a surrogate" '\355\240\200' 'not UTF-8'
prints "a broken character" '\303x' 'a broken UTF-8 character'
holds "a copy with a word for it" <<'END'
allow osc52
run printf '\033]52;c;YQ==\007ok'
wait ok
END

# What may not be left behind.
left()
{
	printf 'run printf '\''%s'\''\nexit 0\nmodes\n' "$2" | refuses "$1" "modes: .*$3"
}

left "the alternate screen" '\033[?1049h' 'the alternate screen is left on'
left "a hidden cursor" '\033[?25l' 'the cursor is left off'
left "bracketed paste" '\033[?2004h' 'bracketed paste is left on'
left "bold" '\033[1m' 'attributes are left on'
left "a colour" '\033[31m' 'attributes are left on'
left "a pushed title" '\033[22;0;0t' 'title'
left "a scroll region" '\033[2;3r' 'scroll region'
left "an unfinished sequence" '\033[1' 'inside a sequence'
refuses "settings of the terminal" "settings .stty. are not as before" <<'END'
run stty -echo
exit 0
modes
END

# Expected screens.
mkdir "$T/case.d"
printf 'size 10x2\nrun printf "one\\ntwo"\nscreen a.screen\n' >"$T/case.d/a.script"
printf 'one\ntow\n' >"$T/case.d/a.screen"
! "$B/tools/screen" "$T/case.d/a.script" >"$T/out" || { echo "another screen should be refused"; bad=$((bad + 1)); }
grep -qx -e '-tow' "$T/out" && grep -qx -e '+two' "$T/out" || { echo "the difference should be shown"; bad=$((bad + 1)); }
UPDATE=1 "$B/tools/screen" "$T/case.d/a.script" || { echo "UPDATE should write the screen"; bad=$((bad + 1)); }
"$B/tools/screen" "$T/case.d/a.script" || { echo "a rewritten screen should hold"; bad=$((bad + 1)); }

# A picture is well-formed where it matters.
printf 'size 20x2\nrun printf "a<b & \\033[7mc\\033[m"\nwait a<b\ndump-svg %s\n' "$T/a.svg" | "$B/tools/screen" -
grep -q '>a&lt;b &amp;</text>' "$T/a.svg" && grep -q '<rect x=' "$T/a.svg" || { echo "the picture lacks its text"; bad=$((bad + 1)); }

[ "$bad" -eq 0 ]
