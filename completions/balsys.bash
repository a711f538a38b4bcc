# Completions of the balsys commands for bash; made by completions/generate.sh.

# Offer files, where there is nothing else to offer.
_balsys_files() {
  compopt -o default 2>/dev/null || :
}

# Offer what may follow an option; fails where it takes no argument.
_balsys_argument() {
  case $1$2 in
  balsys-batch--window)
    ;;
  balsys-batch--cap)
    ;;
  balsys-batch--method)
    mapfile -t COMPREPLY < <(compgen -W "next-fit first-fit ffd bfd best exact" -- "$3")
    ;;
  balsys-batch--effort)
    ;;
  balsys-batch--jobs)
    ;;
  balsys-batch--at-end)
    mapfile -t COMPREPLY < <(compgen -W "emit hold fail" -- "$3")
    ;;
  balsys-batch--book)
    _balsys_files
    ;;
  balsys-batch--check)
    _balsys_files
    ;;
  balsys-batch--sealed)
    _balsys_files
    ;;
  balsys-batch--output)
    mapfile -t COMPREPLY < <(compgen -W "lines batches submissions" -- "$3")
    ;;
  balsys-batch--report)
    _balsys_files
    ;;
  balsys-batch--certificate)
    _balsys_files
    ;;
  balsys-batch--as)
    ;;
  balsys-batch--submit)
    ;;
  balsys-batch--retries)
    ;;
  balsys-batch--retry-wait)
    ;;
  balsys-batch--metrics)
    _balsys_files
    ;;
  balsys-batch--events)
    _balsys_files
    ;;
  balsys-batch--scale | balsys-batch-s)
    ;;
  balsys-batch--columns)
    ;;
  balsys-batch--final-newline)
    mapfile -t COMPREPLY < <(compgen -W "required optional" -- "$3")
    ;;
  balsys-batch--rejects)
    _balsys_files
    ;;
  balsys-gen--rate)
    ;;
  balsys-gen--credits)
    ;;
  balsys-gen--debits)
    ;;
  balsys-gen--count)
    ;;
  balsys-gen--duration)
    ;;
  balsys-gen--min)
    ;;
  balsys-gen--max)
    ;;
  balsys-gen--distribution)
    mapfile -t COMPREPLY < <(compgen -W "uniform lognormal pareto constant" -- "$3")
    ;;
  balsys-gen--accounts)
    ;;
  balsys-gen--seed)
    ;;
  balsys-gen--start)
    ;;
  balsys-gen--first-id)
    ;;
  balsys-gen--id-prefix)
    ;;
  balsys-gen--metrics)
    _balsys_files
    ;;
  balsys-gen--events)
    _balsys_files
    ;;
  balsys-gen--scale | balsys-gen-s)
    ;;
  balsys-import--delimiter | balsys-import-d)
    ;;
  balsys-import--quote)
    ;;
  balsys-import--encoding)
    mapfile -t COMPREPLY < <(compgen -W "utf-8 latin1" -- "$3")
    ;;
  balsys-import--skip)
    ;;
  balsys-import--id)
    mapfile -t COMPREPLY < <(compgen -W "auto" -- "$3")
    ;;
  balsys-import--time)
    ;;
  balsys-import--time-format)
    ;;
  balsys-import--zone)
    ;;
  balsys-import--account)
    ;;
  balsys-import--amount)
    ;;
  balsys-import--credit)
    ;;
  balsys-import--debit)
    ;;
  balsys-import--debit-when)
    ;;
  balsys-import--decimal)
    ;;
  balsys-import--thousands)
    ;;
  balsys-import--balance)
    ;;
  balsys-import--currency)
    ;;
  balsys-import--keep)
    ;;
  balsys-import--metrics)
    _balsys_files
    ;;
  balsys-import--events)
    _balsys_files
    ;;
  balsys-import--scale | balsys-import-s)
    ;;
  balsys-import--columns)
    ;;
  balsys-import--final-newline)
    mapfile -t COMPREPLY < <(compgen -W "required optional" -- "$3")
    ;;
  balsys-import--rejects)
    _balsys_files
    ;;
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
  balsys-ledger--book)
    _balsys_files
    ;;
  balsys-ledger--check)
    _balsys_files
    ;;
  balsys-ledger--sealed)
    _balsys_files
    ;;
  balsys-ledger--as)
    ;;
  balsys-ledger--metrics)
    _balsys_files
    ;;
  balsys-ledger--events)
    _balsys_files
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
  balsys-serve--book)
    _balsys_files
    ;;
  balsys-serve--listen)
    ;;
  balsys-serve--host)
    ;;
  balsys-serve--token-file)
    _balsys_files
    ;;
  balsys-serve--currency)
    ;;
  balsys-serve--simulate)
    ;;
  balsys-serve--in-flight)
    ;;
  balsys-serve--connections)
    ;;
  balsys-serve--scale | balsys-serve-s)
    ;;
  balsys-serve--opening)
    _balsys_files
    ;;
  balsys-serve--min-balance)
    ;;
  balsys-serve--limits)
    _balsys_files
    ;;
  balsys-serve--known)
    _balsys_files
    ;;
  balsys-serve--window)
    ;;
  balsys-serve--cap)
    ;;
  balsys-serve--method)
    mapfile -t COMPREPLY < <(compgen -W "next-fit first-fit ffd bfd best exact" -- "$3")
    ;;
  balsys-serve--effort)
    ;;
  balsys-serve--jobs)
    ;;
  balsys-serve--submit)
    ;;
  balsys-serve--output)
    mapfile -t COMPREPLY < <(compgen -W "lines batches submissions" -- "$3")
    ;;
  balsys-serve--retries)
    ;;
  balsys-serve--retry-wait)
    ;;
  balsys-stats--format)
    mapfile -t COMPREPLY < <(compgen -W "text csv json prometheus" -- "$3")
    ;;
  balsys-stats--by)
    mapfile -t COMPREPLY < <(compgen -W "account window minute hour day" -- "$3")
    ;;
  balsys-stats--zone)
    ;;
  balsys-stats--top)
    ;;
  balsys-stats--accounts)
    ;;
  balsys-stats--currency)
    ;;
  balsys-stats--cap)
    ;;
  balsys-stats--output)
    _balsys_files
    ;;
  balsys-stats--every)
    ;;
  balsys-stats--plot)
    _balsys_files
    ;;
  balsys-stats--save)
    _balsys_files
    ;;
  balsys-stats--metrics)
    _balsys_files
    ;;
  balsys-stats--events)
    _balsys_files
    ;;
  balsys-stats--scale | balsys-stats-s)
    ;;
  balsys-stats--columns)
    ;;
  balsys-stats--final-newline)
    mapfile -t COMPREPLY < <(compgen -W "required optional" -- "$3")
    ;;
  balsys-stats--rejects)
    _balsys_files
    ;;
  *) return 1 ;;
  esac
}

_balsys_options() {
  case $1 in
  balsys-batch) echo "--window --cap --method --effort --jobs --at-end \
--book --tee --check --seal --sealed --output --report --timing \
--certificate --as --submit --retries --retry-wait --metrics --events -s \
--scale --columns --final-newline --rejects --strict -q --quiet --help \
--version" ;;
  balsys-gen) echo "--rate --credits --debits --no-wait --count --duration \
--min --max --distribution --accounts --seed --start --first-id --id-prefix \
--metrics --events -s --scale -q --quiet --help --version" ;;
  balsys-import) echo "-d --delimiter --quote --encoding --skip --reverse \
--id --whole-days --time --time-format --zone --account --amount --credit \
--debit --debit-when --negate --decimal --thousands --balance --currency \
--keep --metrics --events -s --scale --columns --final-newline --rejects \
--strict -q --quiet --help --version" ;;
  balsys-ledger) echo "--opening --min-balance --limits --known --unique \
--reconcile --differences --closing --outcomes --book --tee --check --seal \
--sealed --as --metrics --events -s --scale --columns --final-newline \
--rejects --strict -q --quiet --help --version" ;;
  balsys-serve) echo "--book --listen --host --token-file --currency \
--simulate --in-flight --connections -s --scale --opening --min-balance \
--limits --known --window --cap --method --effort --jobs --submit --output \
--retries --retry-wait -q --quiet --help --version" ;;
  balsys-stats) echo "--format --by --zone --top --accounts --currency \
--cap --output --every --plot --save --merge --metrics --events -s --scale \
--columns --final-newline --rejects --strict -q --quiet --help --version" ;;
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

complete -F _balsys balsys-batch balsys-gen balsys-import balsys-ledger \
balsys-serve balsys-stats
