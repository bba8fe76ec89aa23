# code.awk: a C file with the insides of comments, strings and characters blanked, line for line.
{
	out = ""
	line = $0
	for (i = 1; i <= length(line); i++) {
		c = substr(line, i, 1)
		two = substr(line, i, 2)
		if (comment) {
			if (two == "*/") {
				comment = 0
				i++
			}
			continue
		}
		if (quote != "") {
			if (c == "\\")
				i++
			else if (c == quote) {
				quote = ""
				out = out c
			}
			continue
		}
		if (two == "/*") {
			comment = 1
			i++
			continue
		}
		if (two == "//")
			break
		if (c == "\"" && line !~ /^[ \t]*#[ \t]*include/ || c == "'")
			quote = c
		out = out c
	}
	quote = ""
	print out
}
