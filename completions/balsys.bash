# Completions of the balsys commands for bash; made by completions/generate.sh.

# Offer files, where there is nothing else to offer.
_balsys_files() {
  compopt -o default 2>/dev/null || :
}

# Offer what may follow an option; fails where it takes no argument.
_balsys_argument() {
  case $1$2 in
  balsys-ledger--opening)
    _balsys_files
    ;;
  balsys-ledger--min-balance)
    ;;
  balsys-ledger--limits)
    _balsys_files
    ;;
  balsys-ledger--known)
    _balsys_files
    ;;
  balsys-ledger--reconcile)
    ;;
  balsys-ledger--differences)
    _balsys_files
    ;;
  balsys-ledger--closing)
    _balsys_files
    ;;
  balsys-ledger--outcomes)
    _balsys_files
    ;;
  balsys-ledger--as)
    ;;
  balsys-ledger--scale | balsys-ledger-s)
    ;;
  balsys-ledger--columns)
    ;;
  balsys-ledger--final-newline)
    mapfile -t COMPREPLY < <(compgen -W "required optional" -- "$3")
    ;;
  balsys-ledger--rejects)
    _balsys_files
    ;;
  *) return 1 ;;
  esac
}

_balsys_options() {
  case $1 in
  balsys-ledger) echo "--opening --min-balance --limits --unique --known \
--reconcile --differences --closing --outcomes --as -s --scale --columns \
--final-newline --rejects --strict -q --quiet --help --version" ;;
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

complete -F _balsys balsys-ledger
