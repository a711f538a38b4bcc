# Every command has its page and every page its command; pages are clean, say
# which options there are as --help does, and their examples print what they
# show; so do those of README.md and the READMEs below it.
status=0
# A line for the result of the command before.
is() {
  if [ $? -eq 0 ]; then echo "ok - $1"; else echo "not ok - $1" && status=1; fi
}

: >letters
for program in "$TOP/$BUILD"/balsys-*; do
  name=${program##*/}
  if [ -x "$program" ] && [ -f "$TOP/cmd/$name.c" ]; then echo "$name"; fi
done >commands
[ -s commands ] || exit 1
for page in "$TOP"/cmd/*.[1-9]; do
  page=${page##*/}
  case $page in *.1) echo "${page%.1}" ;; esac
done | sort | diff commands - >&2
is "commands and their pages are the same set"

# --help and --version need not stand in a synopsis.
for name in $(cat commands); do
  page=$TOP/cmd/$name.1
  [ -f "$page" ] || continue
  "$name" --help | awk '
    /^ +-/ {
      letter = "-"
      if ($1 ~ /^-.,$/) {
        letter = substr($1, 2, 1)
        sub(/^ +-., /, "")
      }
      name = substr($1, 3)
      # An argument stands one blank behind the name, the help two or more.
      match($0, /--[^ ]+( [^ ]+)*(  |$)/)
      argument = substr($0, RSTART, RLENGTH)
      sub(/^--[^ ]+/, "", argument)
      gsub(/ /, "", argument)
      print letter, name, argument == "" ? "-" : argument
    }' | sort >help
  [ -s help ]
  is "$name: --help tells of options"
  awk -v part=list -f "$TOP/tests/style/man.awk" "$page" | sort >list
  diff help list >&2
  is "$name: the page's options are those of --help"
  awk '$1 == "-" && $2 ~ /^(help|version)$/ { next }
    $1 != "-" { print $1, "-", $3; next }
    { print }' help | sort >wanted
  awk -v part=synopsis -f "$TOP/tests/style/man.awk" "$page" |
    awk '$2 ~ /^(help|version)$/ { next } { print }' | sort >synopsis
  # An option that has a letter may stand there by its name instead.
  awk 'NR == FNR { if ($1 != "-") letter[$2] = $1; next }
    $2 in letter { print letter[$2], "-", $3; next }
    { print }' help synopsis | sort | diff wanted - >&2
  is "$name: so are those of its synopsis"
  awk '$1 != "-" { print $1, $2 }' help >>letters
done
sort -u letters | awk '{ if (++one[$1] > 1 || ++other[$2] > 1) { print; bad = 1 } }
  END { exit bad }' >&2
is "a letter means the same everywhere"
awk '/^\.Ss Options that mean the same/ { on = 1; next }
  /^\.S[hs]/ { on = 0 }
  on && /^\.It Fl . , Fl -/ { print $3, substr($6, 2) }' "$TOP/cmd/balsys.7" |
  sort -u >tabled
sort -u letters | comm -23 - tabled | { ! grep . >&2; }
is "balsys(7) tables every letter"
grep -oE '"[a-z]+"' "$TOP/lib/base/reason.c" | tr -d '"' | sort >words
awk '/^\.Ss Refused records/ { on = 1 } /^\.El/ { on = 0 }
  on && /^\.It Sy/ { print $3 }' "$TOP/cmd/balsys-csv.5" | sort |
  diff words - >&2
is "balsys-csv(5) tables every reason"

if ! command -v mandoc >mandoc; then
  echo "skip - mandoc: it is not installed"
else
  for page in "$TOP"/cmd/*.[1-9]; do
    mandoc -Tlint -Wwarning "$page" >&2
    is "mandoc has no word against ${page##*/}"
  done
  # A section goes missing in silence; so the usual ones are asked for.
  for page in "$TOP"/cmd/*.1; do
    for section in NAME SYNOPSIS DESCRIPTION 'EXIT STATUS' EXAMPLES 'SEE ALSO' \
        CAVEATS; do
      grep -qx "\.Sh $section" "$page" || echo "${page##*/}: no $section"
    done
  done | { ! grep . >&2; }
  is "commands' pages have the usual sections"
fi

# Run the examples of a document.
run_examples() {
  local document=$1 page=$2 dir=$PWD/examples/${1//\//-} count=0
  local script number name program missing
  mkdir -p "$dir"
  awk -v dir="$dir" -v page="$page" -f "$TOP/tests/style/examples.awk" \
    "$TOP/$document"
  for script in "$dir"/*.sh; do
    [ -f "$script" ] || continue
    number=${script##*/} number=${number%.sh}
    name=$document:$(cat "$dir/$number.line")
    # While a command is not built, what needs it cannot run.
    missing=
    for program in $(grep -oE '\bbalsys-[a-z]+' "$script" | sort -u); do
      if ! [ -x "$TOP/$BUILD/$program" ] &&
          grep -qw -- "$program" "$TOP/Makefile"; then
        missing=$program
      fi
    done
    if [ -n "$missing" ]; then
      echo "skip - $name: $missing is not built"
      continue
    fi
    mkdir "$dir/$number"
    (cd "$dir/$number" && bash -o pipefail "$script" 2>&1) </dev/null |
      diff -u --label "$document" --label got "$dir/$number.wanted" - >&2
    is "$name: the example prints that"
    count=$((count + 1))
  done
  EXAMPLES=$count
}
while read -r document; do
  case $document in
  *.md) run_examples "$document" '' ;;
  *)
    run_examples "$document" 1
    [ "$EXAMPLES" -gt 0 ]
    is "$document has examples that run"
    ;;
  esac
done < <(cd "$TOP" && ls cmd/*.[1-9] && find . -path ./build -prune -o \
  -name '*.md' -print | cut -c 3- | sort)
exit $status
