# C looks as it should: blanks, widths, comments, and lengths that a reader
# can keep in mind.
status=0
shopt -s lastpipe
cd "$TOP" || exit 70
find cmd lib tests -name '*.[ch]' | sort >"$OLDPWD/files"
cd - >/dev/null || exit 70
[ -s files ] || exit 1

# "ok - NAME", unless there is anything to read: that is what is wrong.
nothing_in() {
  if read -r first; then
    { echo "$first"; cat; } >&2
    echo "not ok - $1"
    status=1
  else
    echo "ok - $1"
  fi
}
lines_matching() {
  (cd "$TOP" && xargs grep -nE "$1" /dev/null) <files
}

lines_matching '[[:blank:]]$' | nothing_in "no blanks at the end of a line"
lines_matching "^ *$(printf ' \t')|^( {8}|$(printf '\t')+ {8})" |
  nothing_in "indentation is tabs, then fewer than eight spaces"
(cd "$TOP" && xargs awk '
  # Bytes behind the first of a UTF-8 character take no room.
  {
    gsub(/[\200-\277]/, "")
    width = 0
    n = split($0, parts, "\t")
    for (i = 1; i <= n; i++) {
      width += length(parts[i])
      if (i < n)
        width += 8 - width % 8
    }
  }
  width > 80 { printf "%s:%d: %d columns\n", FILENAME, FNR, width }
') <files | nothing_in "no line is over 80 columns"
(cd "$TOP" && xargs awk -f tests/style/code.awk) <files >code
grep '//' code | nothing_in "comments are /* */"
while read -r file; do
  if [ -n "$(tail -c 1 "$TOP/$file")" ]; then echo "$file"; fi
done <files | nothing_in "files end with a newline"

# FILE:LINE: NUMBER NAME of every function: the lines between its braces.
awk '
  {
    match($0, /^[^:]*:[0-9]*:/)
    split($0, at, ":")
    line = substr($0, RLENGTH + 1)
  }
  line ~ /^[a-z_0-9]+\(/ { name = line; sub(/\(.*/, "", name) }
  line ~ /^{[[:blank:]]*$/ { begin = at[2] }
  line ~ /^}/ {
    if (begin)
      printf "%s:%d: %d %s\n", at[1], begin, at[2] - begin - 1, name
    begin = 0
  }
' code >functions
awk '$2 > 40 && $2 <= 60 { print "note: " $0 " lines" }' functions >&2
[ -s functions ] && awk '$2 > 60' functions |
  nothing_in "no function is over 60 lines"
(cd "$TOP" && xargs wc -l) <files | awk '$2 ~ /\.c$/' >lengths
awk '$1 > 400 && $1 <= 500 { print "note: " $2 ": " $1 " lines" }' lengths >&2
awk '$1 > 500' lengths | nothing_in "no .c file is over 500 lines"
exit $status
