#!/bin/sh
# Make the completions for bash, zsh and fish from what --help says.
#
#   completions/generate.sh BUILD [DIR]
#
# The commands are those in BUILD; the files go to DIR, or here.  An option
# that takes a FILE completes files, one that takes "this|that" these words,
# and every other nothing; operands are files.
set -eu
LC_ALL=C
export LC_ALL
build=${1:?which folder are the commands in?}
here=$(cd "$(dirname "$0")" && pwd)
dir=${2:-$here}
table=$(mktemp)
trap 'rm -f "$table"' EXIT

# One line an option, with tabs between: command, letter, name, the words and
# whether files may follow, whether anything does, and the help.
list_options() {
  awk -v command="$1" '
    function put() {
      if (name != "")
        printf "%s\t%s\t%s\t%s\t%d\t%d\t%s\n", command, letter, name, words,
          files, argument != "", help
      name = ""
    }
    # What may be given: small letters are words to be given as they are.
    function look_at_argument(parts, n, i) {
      words = ""
      files = 0
      n = split(argument, parts, "|")
      for (i = 1; i <= n; i++)
        if (parts[i] ~ /FILE|DIR/)
          files = 1
        else if (parts[i] ~ /^[a-z0-9][a-z0-9-]*$/)
          words = words (words == "" ? "" : " ") parts[i]
    }
    /^  +-/ {
      put()
      line = $0
      sub(/^ +/, "", line)
      letter = ""
      if (line ~ /^-[A-Za-z0-9], /) {
        letter = substr(line, 2, 1)
        line = substr(line, 5)
      }
      help = argument = ""
      if (match(line, /  +/)) {
        help = substr(line, RSTART + RLENGTH)
        line = substr(line, 1, RSTART - 1)
      }
      name = substr(line, 3)
      if (match(name, / /)) {
        argument = substr(name, RSTART + 1)
        name = substr(name, 1, RSTART - 1)
      }
      look_at_argument()
      next
    }
    /^ / && name != "" {
      sub(/^ +/, "")
      help = help (help == "" ? "" : " ") $0
    }
    END { put() }
  '
}

for program in "$build"/balsys-*; do
  command=${program##*/}
  if [ -f "$program" ] && [ -x "$program" ] && [ -f "$here/../cmd/$command.c" ]
  then
    help=$("$program" --help)
    echo "$help" | list_options "$command"
  fi
done >"$table"
[ -s "$table" ]
commands=$(cut -f 1 "$table" | uniq | tr '\n' ' ')
commands=${commands% }

make_bash() {
  cat <<'END'
# Completions of the balsys commands for bash; made by completions/generate.sh.

# Offer files, where there is nothing else to offer.
_balsys_files() {
  compopt -o default 2>/dev/null || :
}

# Offer what may follow an option; fails where it takes no argument.
_balsys_argument() {
  case $1$2 in
END
  awk -F '\t' '
    !$6 { next }
    {
      pattern = $1 "--" $3
      if ($2 != "")
        pattern = pattern " | " $1 "-" $2
      print "  " pattern ")"
      if ($4 != "")
        print "    mapfile -t COMPREPLY < <(compgen -W \"" $4 "\" -- \"$3\")"
      if ($5)
        print "    _balsys_files"
      print "    ;;"
    }
  ' "$table"
  cat <<'END'
  *) return 1 ;;
  esac
}

_balsys_options() {
  case $1 in
END
  awk -F '\t' '
    $1 != last { if (last != "") print "\" ;;"; printf "  %s) echo \"", $1 }
    $1 == last { printf " " }
    { printf "%s--%s", $2 == "" ? "" : "-" $2 " ", $3; last = $1 }
    END { print "\" ;;" }
  ' "$table" | fold -s -w 76 | sed 's/ $/ \\/'
  cat <<'END'
  esac
}

_balsys() {
  local command=${COMP_WORDS[0]##*/} word=${COMP_WORDS[COMP_CWORD]}
  local before=${COMP_WORDS[COMP_CWORD - 1]} i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [ "${COMP_WORDS[i]}" = -- ]; then
      _balsys_files
      return
    fi
  done
  # bash takes "--name=value" apart at the "=".
  if [ "$word" = = ]; then
    word=
  elif [ "$before" = = ] && [ "$COMP_CWORD" -ge 3 ]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  if _balsys_argument "$command" "$before" "$word"; then
    return
  fi
  case $word in
  -*)
    mapfile -t COMPREPLY < <(
      compgen -W "$(_balsys_options "$command")" -- "$word")
    ;;
  *) _balsys_files ;;
  esac
}

END
  echo "complete -F _balsys $commands" | fold -s -w 76 | sed 's/ $/ \\/'
}

make_zsh() {
  echo "#compdef $commands"
  cat <<'END'
# Completions of the balsys commands for zsh; made by completions/generate.sh.

case $service in
END
  awk -F '\t' '
    # A quote ends and begins the string; the others mean something to
    # _arguments.
    function quoted(text) {
      gsub(/\\/, "\\\\", text)
      gsub(/\[/, "\\[", text)
      gsub(/]/, "\\]", text)
      gsub(/:/, "\\:", text)
      gsub(/\047/, "\047\\\047\047", text)
      return text
    }
    function action() {
      if ($4 != "" && $5)
        return ":" $3 ":{compadd " $4 "; _files}"
      if ($4 != "")
        return ":" $3 ":(" $4 ")"
      if ($5)
        return ":" $3 ":_files"
      return $6 ? ":" $3 ": " : ""
    }
    $1 != last {
      if (last != "")
        print "    \047*:file:_files\047\n  ;;"
      print $1 ")\n  _arguments -s -S \\"
      last = $1
    }
    {
      if ($2 != "")
        printf "    \047(-%s --%s)\047{-%s%s,--%s%s}\047[%s]%s\047 \\\n", $2, $3,
          $2, $6 ? "+" : "", $3, $6 ? "=" : "", quoted($7), action()
      else
        printf "    \047--%s%s[%s]%s\047 \\\n", $3, $6 ? "=" : "",
          quoted($7), action()
    }
    END { print "    \047*:file:_files\047\n  ;;\nesac" }
  ' "$table"
}

make_fish() {
  echo "# Completions of $1 for fish; made by completions/generate.sh."
  awk -F '\t' -v command="$1" '
    function quoted(text) {
      gsub(/\\/, "\\\\", text)
      gsub(/\047/, "\\\047", text)
      return "\047" text "\047"
    }
    $1 == command {
      printf "complete -c %s%s -l %s", $1, $2 == "" ? "" : " -s " $2, $3
      if ($6)
        printf " %s", $5 ? "-r -F" : "-x"
      if ($4 != "")
        printf " -a %s", quoted($4)
      print " -d " quoted($7)
    }
  ' "$table"
}

make_bash >"$dir/balsys.bash"
make_zsh >"$dir/_balsys"
rm -f "$dir"/balsys-*.fish
for command in $commands; do
  make_fish "$command" >"$dir/$command.fish"
done
