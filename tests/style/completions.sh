# What is checked in is what completions/generate.sh makes, and the shells
# understand it.
status=0
# A line for the result of the command before.
is() {
  if [ $? -eq 0 ]; then echo "ok - $1"; else echo "not ok - $1" && status=1; fi
}

mkdir made
"$TOP/completions/generate.sh" "$TOP/$BUILD" made &&
  diff -r --exclude=generate.sh "$TOP/completions" made >&2
is "what is checked in is what --help gives (make completions)"

# What bash offers for the last of these words, as one line.  compopt works
# only where a user is typing; whether files are asked for is shown as FILES.
offers() {
  bash --norc --noprofile -c '
    compopt() { [ "$*" = "-o default" ] && files=FILES; }
    . "$0"
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) files=
    function=$(complete -p "$1") && function=${function#*-F }
    "${function%% *}" "$1" "${COMP_WORDS[COMP_CWORD]}" \
      "${COMP_WORDS[COMP_CWORD - 1]}"
    if [ "${#COMPREPLY[@]}" -eq 0 ]; then COMPREPLY=($files); fi
    echo "${COMPREPLY[*]}"' \
    "$TOP/completions/balsys.bash" "$@" 2>&1
}
offered() {
  local wanted=$1 got
  shift
  got=$(offers "$@")
  [ "$got" = "$wanted" ] ||
    { echo "after \"$*\": wanted \"$wanted\", got \"$got\"" >&2 && false; }
}

offered '--reconcile --rejects' balsys-ledger --re
is "bash offers the options that begin so"
offered '--unique' balsys-ledger -q file.csv --uni
is "bash offers options behind options and operands"
offered FILES balsys-ledger '' && offered FILES balsys-ledger -- --re
is "bash offers files as operands"
offered FILES balsys-ledger --closing '' &&
  offered FILES balsys-ledger --opening '' &&
  offered FILES balsys-ledger --closing = cl
is "bash offers files for an option that takes one"
offered 'required optional' balsys-ledger --final-newline '' &&
  offered 'optional' balsys-ledger --final-newline o &&
  offered 'required optional' balsys-ledger --final-newline = &&
  offered 'optional' balsys-ledger --final-newline = o
is "bash offers the words that an option takes"
offered '' balsys-ledger --as '' && offered '' balsys-ledger -s '' &&
  offered '' balsys-ledger --as =
is "bash offers nothing where nothing is known"

# The options of a command, long and short, one a line.
options_of() {
  "$1" --help | awk '$1 ~ /^--/ { print $1 }
    $1 ~ /^-.,$/ { print substr($1, 1, 2); print $2 }' | sort
}

for program in "$TOP/$BUILD"/balsys-*; do
  [ -x "$program" ] && [ -f "$TOP/cmd/${program##*/}.c" ] || continue
  options_of "$program" >wanted
  offers "${program##*/}" - | tr ' ' '\n' | sort | diff wanted - >&2
  is "bash knows every option of ${program##*/}"
done

if ! command -v zsh >zsh; then
  echo "skip - zsh: it is not installed"
else
  zsh -f -n "$TOP/completions/_balsys"
  is "zsh can read its completions"
  for program in "$TOP/$BUILD"/balsys-*; do
    [ -x "$program" ] && [ -f "$TOP/cmd/${program##*/}.c" ] || continue
    options_of "$program" >wanted
    # What _arguments is told, each without what excludes it and behind it.
    zsh -f -c '_arguments() { print -rl -- "$@" }; service=$1; . "$0"' \
      "$TOP/completions/_balsys" "${program##*/}" |
      sed -n 's/^([^)]*)//; s/^\(--*[a-z][a-z-]*\)[=+]*\[.*/\1/p' |
      sort | diff wanted - >&2
    is "zsh knows every option of ${program##*/}"
  done
fi

if ! command -v fish >fish; then
  echo "skip - fish: it is not installed"
  exit $status
fi
fish_offers() {
  HOME=$PWD fish --no-config -c 'for f in $argv[2..]; source $f; end
    complete -C $argv[1]' "$1" "$TOP"/completions/*.fish | cut -f 1
}
for program in "$TOP/$BUILD"/balsys-*; do
  [ -x "$program" ] && [ -f "$TOP/cmd/${program##*/}.c" ] || continue
  options_of "$program" >wanted
  {
    fish_offers "${program##*/} --"
    fish_offers "${program##*/} -" | grep -x -- '-.'
  } | sort -u | diff wanted - >&2
  is "fish knows every option of ${program##*/}"
done
fish_offers 'balsys-ledger --re' | tr '\n' ' ' | grep -qx -- \
  '--reconcile --rejects '
is "fish offers options"
fish_offers 'balsys-ledger --final-newline ' | sort | tr '\n' ' ' |
  grep -qx 'optional required '
is "fish offers the words that an option takes"
touch file.csv
fish_offers 'balsys-ledger --closing fi' | grep -qx file.csv
is "fish offers files"
[ -z "$(fish_offers 'balsys-ledger --as ')" ]
is "fish offers nothing where nothing is known"
exit $status
