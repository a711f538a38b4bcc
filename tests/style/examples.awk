# Write the examples of a document as scripts that print what they show: the
# commands themselves, each before what it prints, so that a run's output is
# the example.  Example N becomes dir/N.sh, dir/N.wanted, and dir/N.line with
# the line it begins on.
#
# An example is a literal display in a manual page, or a block marked as console
# in Markdown, whose first line is a command behind "$ ".  A command goes on in
# lines behind "> ".
function begin() { inside = 1; nlines = 0; from = NR + 1 }
function quoted(text) { gsub(/\047/, "\047\\\047\047", text); return "\047" text "\047" }
function is_command(i) { return line[i] ~ /^\$ / || (line[i] ~ /^> / && going) }
function end(i, stem, shown) {
  inside = 0
  if (nlines == 0 || line[1] !~ /^\$ /)
    return
  stem = dir "/" ++count
  print from >(stem ".line")
  going = 0
  for (i = 1; i <= nlines; i++) {
    print line[i] >(stem ".wanted")
    going = is_command(i)
    if (going && line[i] ~ /^\$ /) {
      shown = quoted(line[i])
      for (j = i + 1; j <= nlines && line[j] ~ /^> /; j++)
        shown = shown " " quoted(line[j])
      print "balsys_status=$?\nprintf \047%s\\n\047 " shown \
        "\n(exit $balsys_status)" >(stem ".sh")
    }
    if (going)
      print substr(line[i], 3) >(stem ".sh")
  }
  close(stem ".line"); close(stem ".wanted"); close(stem ".sh")
}
page && /^\.Bd .*-literal/ { begin(); next }
page && inside && /^\.Ed/ { end(); next }
!page && !inside && /^```console$/ { begin(); next }
!page && inside && /^```$/ { end(); next }
inside {
  if (page) {
    gsub(/\\\(aq/, "\047")
    gsub(/\\\(dq/, "\"")
    gsub(/\\\(ti/, "~")
    gsub(/\\\(ha/, "^")
    gsub(/\\&/, "")
    gsub(/\\-/, "-")
    gsub(/\\e/, "\\")
  }
  line[++nlines] = $0
}
