# The options that a page tells of, one a line: "LETTER NAME ARGUMENT", with
# "-" for what is not there.  part is "list", for the items of the list behind
# "The options are as follows:", or "synopsis", where an option goes by its
# letter or its name.
function put() {
  if (letter != "-" || name != "-")
    print letter, name, argument == "" ? "-" : argument
  letter = name = "-"
  argument = ""
}
# The macros on a line take their words with them; what is left is an
# option's name behind Fl, and its argument.
function read_line(first, i) {
  for (i = first; i <= NF; i++) {
    if ($i == "Fl") {
      # "Fl q , Fl -quiet" is one option in a list, two in a synopsis.
      if (part == "synopsis")
        put()
      i++
      if ($i ~ /^-/)
        name = substr($i, 2)
      else
        letter = $i
    } else if (letter != "-" || name != "-") {
      if ($i !~ /^(Ar|Cm|Ns|No|Op|Oo|Oc|Li|Sy|Em|,|=)$/)
        argument = argument $i
    }
  }
}
BEGIN { letter = name = "-" }
/^\.Sh / { section = $2 }
section == "SYNOPSIS" && part == "synopsis" && /^\.(Op|Fl|Oo|Ar)/ {
  if (/^\.Ar/ || !/ Fl |^\.Fl/)
    next
  sub(/^\./, "")
  read_line(1)
  put()
}
part == "list" && section == "DESCRIPTION" {
  if (/^The options are as follows:/)
    in_list = 1
  if (in_list && /^\.Bl/)
    depth++
  if (in_list && /^\.El/ && --depth == 0)
    in_list = 0
  if (in_list && depth == 1 && /^\.It/) {
    read_line(2)
    put()
  }
}
