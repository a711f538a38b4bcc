# Print C as FILE:LINE:CODE, without what stands in comments and strings.  Of
# a comment from "//" on, these two remain.
FNR == 1 { in_comment = 0 }
{
  code = ""
  rest = $0
  while (rest != "") {
    if (in_comment) {
      if (!(at = index(rest, "*/")))
        break
      rest = substr(rest, at + 2)
      in_comment = 0
    } else if (!match(rest, /["'\/]/)) {
      code = code rest
      break
    } else {
      two = substr(rest, RSTART, 2)
      code = code substr(rest, 1, RSTART - 1)
      rest = substr(rest, RSTART)
      if (two == "/*") {
        in_comment = 1
        code = code " "
        rest = substr(rest, 3)
      } else if (two == "//") {
        code = code "//"
        break
      } else if (match(rest, /^"([^"\\]|\\.)*"/) ||
          match(rest, /^'([^'\\]|\\.)*'/)) {
        quote = substr(rest, 1, 1)
        code = code quote quote
        rest = substr(rest, RLENGTH + 1)
      } else {
        code = code substr(rest, 1, 1)
        rest = substr(rest, 2)
      }
    }
  }
  printf "%s:%d:%s\n", FILENAME, FNR, code
}
