#!/bin/bash
# What every command promises, whatever it does:
#
#   --help and --version go to standard output with status 0, and a full disk
#   is 74 even there; an option that is not known, fits several or lacks its
#   argument is 64, with one line on standard error and nothing else.
#
#   Input is the files named, "-" or standard input; "--" ends the options.
#   What cannot be opened is 66, what cannot be read on from is 65, and what was
#   accepted before is written all the same.  Files, pipes, gzip, CRLF, a
#   byte-order mark, pieces of any size, a locale with decimal commas: the
#   output is the same.
#
#   What cannot be written is 74, what cannot be created 73, a file that is
#   input and output 64.  A reader that leaves ends the command by SIGPIPE,
#   without a word.  A line that comes late is answered at once.  SIGINT and
#   SIGTERM end it by that signal, and what was accepted is written.
#
# Every command that is built is tried; the table says what it needs.
set -u

# The table.  args: without which it does not run; reads: records, foreign (a
# file like one of records will do) or nothing; gives: lines, one for every
# record, a summary, or no stream, as a server; late: what more it takes to answer every line at once;
# value: an option that needs a value; prefix: what fits several options.
row() {
  args=() late=() reads=records gives=lines value=scale prefix=--s
  case $1 in
  balsys-batch) late=(--window 1) ;;
  balsys-gen) args=(--no-wait --count 100000 --seed 1) reads=nothing value=seed ;;
  balsys-import) args=(--id id --amount amount --account account) reads=foreign ;;
  balsys-ledger) ;;
  balsys-serve) reads=nothing gives=nothing value=connections ;;
  balsys-stats) gives=summary ;;
  *) return 1 ;;
  esac
}

# Run the command as the table says, with more arguments.
run() {
  "$command" ${args[@]+"${args[@]}"} "$@" >out 2>err
  got=$?
}

# Run it by another command, up to "--".
run_as() {
  local by=()
  while [ "$1" != -- ]; do
    by+=("$1")
    shift
  done
  shift
  "${by[@]}" "$command" ${args[@]+"${args[@]}"} "$@" >out 2>err
  got=$?
}

# The promise $1 is kept if all conditions that follow are.
holds() {
  local what=$1 condition
  shift
  for condition; do
    if ! eval "$condition"; then
      echo "not ok - $command: $what"
      echo "$command: $what: not so: $condition; status $got" >&2
      head -c 500 err >&2
      return
    fi
  done
  echo "ok - $command: $what"
}

skip() {
  echo "skip - $command: $1: $2"
}

is() { [ "$got" -eq "$1" ]; }
silent() { [ ! -s err ]; }
one_line() { [ "$(wc -l <err)" -eq 1 ] && grep -q "^$command: " err; }
nothing_out() { [ ! -s out ]; }
says() { grep -q -- "$1" err; }
# The output is that for the good records alone; a summary is just there.
as_good() { if [ $gives = lines ]; then cmp -s out good; else [ -s out ]; fi; }
same() { cmp -s out whole; }

usage() {
  run --help
  holds '--help is on standard output' 'is 0' silent \
    'grep -q "^usage: $command" out' 'grep -q -- "--version" out'
  run --version
  holds '--version names the command and the version' 'is 0' silent \
    'grep -qxE "$command [0-9]+\.[0-9]+\.[0-9]+" out'
  for option in --help --version; do
    "$command" $option >/dev/full 2>err
    got=$?
    holds "$option on a full disk is 74" 'is 74' one_line
    "$command" $option >&- 2>err
    got=$?
    holds "$option on a closed standard output is 74" 'is 74' one_line
  done
  run --no-such-option
  holds 'an unknown option is 64' 'is 64' one_line nothing_out \
    'says --no-such-option'
  run -~
  holds 'an unknown letter is 64' 'is 64' one_line nothing_out 'says " -~"'
  run $prefix
  holds 'an ambiguous option is 64' 'is 64' one_line nothing_out
  run --help=now
  holds 'an argument that is not taken is 64' 'is 64' one_line nothing_out
  run "--$value"
  holds 'a missing argument is 64' 'is 64' one_line nothing_out "says $value"
  run "--$value" x
  holds 'a bad argument is 64' 'is 64' one_line nothing_out "says $value"
}

standard_output() {
  local statuses
  "$command" ${args[@]+"${args[@]}"} <sample >/dev/full 2>err
  got=$?
  holds 'a full disk is 74' 'is 74' one_line 'says "standard output: No space"'
  "$command" ${args[@]+"${args[@]}"} <sample >&- 2>err
  got=$?
  holds 'a closed standard output is 74' 'is 74' one_line \
    'says "standard output"'
  "$command" ${args[@]+"${args[@]}"} <sample 2>err >out 2>&-
  got=$?
  holds 'a closed standard error is no matter' 'is 0'
  for how in default ignored; do
    got=$( (
      [ $how = ignored ] && trap '' PIPE
      exec 5> >(exec true)
      wait $!
      "$command" ${args[@]+"${args[@]}"} <sample 2>err >&5 5>&-
      echo $?
    ) 2>/dev/null)
    holds "a reader that left ends it by SIGPIPE, SIGPIPE $how" \
      'is 141' silent
  done
  operand=many
  [ $reads = nothing ] && operand=
  statuses=$( (
    "$command" ${args[@]+"${args[@]}"} $operand 2>err | head -n 1 >out
    echo "${PIPESTATUS[0]}"
  ) </dev/null 2>/dev/null)
  got=$statuses
  [ $gives = summary ] && return
  holds 'head -n 1 ends it by SIGPIPE, silently' 'is 141' silent \
    '[ "$(wc -l <out)" -eq 1 ]'
  [ $reads = nothing ] && return
  timeout 10 "$command" ${args[@]+"${args[@]}"} 2>err >/dev/full \
    < <(cat sample; yes '9,,a,1.00' 2>yes)
  got=$?
  holds 'a full disk ends it though input goes on' 'is 74' one_line
}

operands() {
  for how in - -- file; do
    case $how in
    file) run sample ;;
    *) run $how <sample ;;
    esac
    holds "operand $how is read" 'is 0' silent same
  done
  cp sample ./--help
  run -- --help
  holds 'behind -- there are no options' 'is 0' silent same
  run <(cat sample)
  holds 'a pipe among the operands is read' 'is 0' silent same
  run missing
  holds 'a missing file is 66' 'is 66' one_line 'says "missing: No such file"'
  run .
  case $command in
  balsys-stats) # reads folders that are books
    holds 'a folder that is no book is 65' 'is 65' one_line \
      'says "\.: is a folder, and no book"' ;;
  *)
    holds 'a directory is 66' 'is 66' one_line 'says "\.: Is a directory"' ;;
  esac
  run <.
  holds 'a directory as standard input is 66' 'is 66' one_line
  run sample missing
  holds 'a missing second file is 66 behind what was read' 'is 66' one_line \
    as_whole
  cp sample secret && chmod 000 secret
  run_as $humble -- secret
  holds 'an unreadable file is 66' 'is 66' one_line 'says "secret: Permission"'
  run <&-
  holds 'a closed standard input is 74' 'is 74' one_line \
    'says "standard input"'
  run sample <&-
  holds 'a closed standard input that is not read is no matter' 'is 0' silent \
    same
  run $'two\nlines'
  holds 'a message is one line whatever the name' 'is 66' one_line
}
as_whole() { [ $gives = summary ] || same; }

# Input that is written in another way and means the same.
same_meaning() {
  sed 's/$/\r/' sample >crlf
  run crlf
  holds 'CRLF is taken' 'is 0' silent same
  { printf '\357\273\277' && cat sample; } >bom
  run bom
  holds 'a byte-order mark is taken' 'is 0' silent same
  gzip -nc sample >sample.gz
  run sample.gz
  holds 'gzip is read from a file' 'is 0' silent same
  run <sample.gz
  holds 'gzip is read from standard input' 'is 0' silent same
  { head -n 3 sample | gzip -c; tail -n +4 sample | gzip -c; } >members
  run < <(cat members)
  holds 'gzip members are read from a pipe' 'is 0' silent same
  run < <(dd bs=1 if=sample 2>/dev/null)
  holds 'input byte by byte makes no difference' 'is 0' silent same
  run < <(dd bs=1 if=sample.gz 2>/dev/null)
  holds 'gzip byte by byte makes no difference' 'is 0' silent same
  head -n 3 sample >first
  { head -n 1 sample && tail -n +4 sample; } >second
  run first second
  holds 'two files are one' 'is 0' silent same
  if [ $reads = records ]; then
    cat first second >joined
    run joined
    holds 'a header in the middle is passed over' 'is 0' silent same
    run --columns "$(head -n 1 sample)" <<<"$(tail -n +2 sample)"
    holds '--columns stands in for a header' 'is 0' silent same
  fi
  if [ -n "$comma" ]; then
    run_as env "LC_ALL=$comma" "LOCPATH=$PWD/locale" -- sample
    holds 'a locale with decimal commas makes no difference' 'is 0' silent same
  else
    skip 'a locale with decimal commas makes no difference' \
      'localedef makes none here'
  fi
}

# Refused or broken: $1 is the status, $2 what the message says, behind good.
broken() {
  run broken
  holds "$3" "is $1" as_good "says '$2'"
}

bad_input() {
  { cat first; printf '9,,a,1.00,\0\n'; } >broken
  broken 1 'NUL' 'a NUL refuses its line'
  { cat first; printf '"9,,a,1.00\n'; } >broken
  broken 1 'quote' 'an open quote refuses its line'
  { cat first; printf '9,,a,1e5\n'; } >broken
  broken 1 'amount "1e5"' 'an exponent is no amount'
  { cat first; printf '9\n'; } >broken
  broken 1 '1 field where the header has 4' 'a short line is refused'
  { cat first; echo; } >broken
  [ $reads = records ] && broken 1 'blank' 'a blank line is refused'
  { cat first; long_line 1048577; } >broken
  broken 1 'sha256' 'a line of 1 MiB and a byte is refused'
  { cat first; printf '9,,a,1'; } >broken
  broken 65 'broken:4: .*newline' 'a cut last line is 65'
  gzip -nc first >first.gz
  head -c -4 first.gz >broken
  broken 65 'truncated gzip' 'a truncated gzip is 65'
  { head -c -8 first.gz; printf '\1\2\3\4\0\0\0\0'; } >broken
  broken 65 'corrupt gzip' 'a gzip with a wrong CRC is 65'
  { cat first.gz; echo x; } >broken
  broken 65 'garbage' 'garbage behind a gzip is 65'
  # balsys-stats goes on under another header.
  if [ $reads = records ] && [ $gives != summary ]; then
    { cat first; echo id,amount; } >broken
    broken 65 'broken:4: another header' 'another header is 65'
  fi
  printf '9,,a,1.00' >last
  cat first last >broken
  { cat first last; echo; } >ended
  run ended
  cp out whole_ended
  run --final-newline=optional broken
  holds '--final-newline=optional takes it' 'is 0' silent \
    'cmp -s out whole_ended'
  { head -n 1 sample; long_line 1048576; } >long
  run long
  holds 'a line of 1 MiB is taken' 'is 0' silent '[ -s out ]'
  run /dev/null
  holds 'empty input is 65' 'is 65' one_line
  head -n 1 sample >header
  run header
  holds 'a header alone is 0' 'is 0' silent
  printf 'x,y\n1,2\n' >broken
  run broken
  holds 'a missing column is 65' 'is 65' one_line says\ column
  for magic in '\50\265\57\375 zstd' '\3757zXZ\0 xz' 'BZh91AY&SY bzip2'; do
    printf "${magic% *}" >broken
    run broken
    holds "${magic#* } is 65 and named" 'is 65' one_line nothing_out \
      "says '${magic#* } -dc'"
  done
}

# A record of so many bytes.
long_line() {
  printf '9,,a,'
  head -c $(($1 - 9)) /dev/zero | tr '\0' 0
  printf '1.00\n'
}

options_of_readers() {
  { cat first; printf '9,,a,x\n'; tail -n 2 sample; } >bad
  run --strict bad
  holds '--strict stops at the first with 65' 'is 65' as_good 'says bad:4:'
  run --rejects rejects bad
  holds '--rejects keeps what is refused' 'is 1' \
    '[ "$(wc -l <rejects)" -eq 2 ]' \
    'head -n 1 rejects | grep -qx file,line,reason,detail,record' \
    'grep -q "^bad,4,amount,.*,\"9,,a,x\"$" rejects' \
    'tail -n 1 err | grep -qE ": read 5 = accepted 4 \+ refused 1 \+ duplicate 0 \+ known 0$"'
  run --quiet bad
  holds '--quiet names none' 'is 1' silent
  run --rejects rejects sample
  holds '--rejects makes its file with nothing refused' 'is 0' silent \
    '[ "$(cat rejects)" = file,line,reason,detail,record ]'
  run --rejects /dev/full sample
  holds '--rejects on a full disk is 74' 'is 74' 'says "/dev/full: No space"'
  run --rejects no/such sample
  holds '--rejects in a missing folder is 73' 'is 73' one_line 'says no/such'
  run --rejects . sample
  holds '--rejects into a folder is 73' 'is 73' one_line
  cp sample both
  run --rejects both both
  holds 'a file read and written is 64' 'is 64' one_line 'cmp -s both sample'
  "$command" ${args[@]+"${args[@]}"} --rejects both <both >out 2>err
  got=$?
  holds 'standard input read and written is 64' 'is 64' one_line \
    'cmp -s both sample'
  "$command" ${args[@]+"${args[@]}"} both >>both 2>err
  got=$?
  holds 'standard output into its input is 64' 'is 64' one_line \
    'cmp -s both sample'
}

# A process whose input stays open: lines in by fd 3, answers out by fd 4.
start() {
  rm -f to from
  mkfifo to from
  env --default-signal=INT "$command" ${args[@]+"${args[@]}"} "$@" \
    <to >from 2>err &
  pid=$!
  exec 3>to 4<from
}
end() {
  exec 3>&-
  cat <&4 >>out
  exec 4<&-
  wait $pid 2>/dev/null
  got=$?
}

# Until all that was written has been read: it catches signals, and it sleeps.
settle() {
  for _ in {1..1000}; do
    awk '/^State:/ { sleeps = $2 == "S" } /^SigCgt:/ { exit !(sleeps && $2 ~ /[1-9a-f]/) }' \
      /proc/$pid/status && return
    sleep 0.01
  done
}

slow_streams() {
  local line=
  if [ $gives = lines ]; then
    start ${late[@]+"${late[@]}"}
    head -n 2 sample >&3
    read -r -t 2 -u 4 line && read -r -t 2 -u 4 line
    : >out
    end
    holds 'a line that comes late is answered at once' 'is 0' silent \
      '[ "${line:0:2}" = 1, ]'
  fi
  for signal in INT TERM HUP; do
    start
    cat first >&3
    printf '8,,a,1' >&3
    settle
    kill -$signal $pid
    : >out
    cat <&4 >>out
    end
    holds "SIG$signal in the middle ends it by that, behind what was accepted" \
      "is $((128 + $(kill -l $signal)))" silent as_good
  done
}

# The same output, and a file of metrics or events, or none.
watched() {
  local in=(sample)
  [ $reads = nothing ] && in=(--start 2026-01-01T00:00:00Z)
  run "${in[@]}"
  cp out whole
  rm -f m.prom events
  run --metrics m.prom --events events "${in[@]}"
  holds '--metrics and --events change nothing' 'is 0' silent same \
    'grep -q "^balsys_run_status{tool=\"$command\",run=\"m\"} 0$" m.prom' \
    '[ "$(cut -d , -f 2,3 events | grep -v window | tr "\n" " ")" = \
      "tool,event $command,started $command,finished " ]'
  for option in metrics events; do
    run --$option no/such "${in[@]}"
    holds "--$option in a missing folder is 73" 'is 73' one_line nothing_out
    run --$option . "${in[@]}"
    holds "--$option into a folder is 73" 'is 73' one_line nothing_out
    run --$option /dev/full "${in[@]}"
    holds "--$option on a full disk is 73" 'is 73' one_line nothing_out
    cp sample both
    "$command" ${args[@]+"${args[@]}"} --$option both >>both 2>err <sample
    got=$?
    holds "--$option into standard output is 64" 'is 64' one_line \
      'says output'
    [ $reads = nothing ] && continue
    cp sample both
    run --$option both both
    holds "--$option into its input is 64" 'is 64' one_line nothing_out \
      'cmp -s both sample'
    run --$option both --rejects both sample
    holds "--$option into another output is 64" 'is 64' one_line nothing_out
  done
  run --metrics both --events both "${in[@]}"
  holds '--metrics into the events is 64' 'is 64' one_line nothing_out
  rm -f both both.new
  cp sample both.new
  [ $reads = nothing ] && return
  run --metrics both both.new
  holds '--metrics beside its input is 64' 'is 64' one_line nothing_out \
    'cmp -s both.new sample'
  rm both.new
}

# Root reads everything but for this.
humble=
[ "$(id -u)" -ne 0 ] ||
  humble='setpriv --bounding-set=-dac_override,-dac_read_search'
comma=
mkdir locale
if localedef -i de_DE -f UTF-8 locale/de_DE.UTF-8 2>/dev/null >&2 &&
    [ "$(LOCPATH=$PWD/locale LC_ALL=de_DE.UTF-8 locale decimal_point)" = , ]; then
  comma=de_DE.UTF-8
fi
cat >sample <<'EOF'
id,time,account,amount
1,2026-01-01T00:00:00.000000Z,a,1000.00
2,2026-01-01T00:00:01.000000Z,b,-2.50
3,2026-01-01T00:00:02.000000Z,"a",0.01
4,2026-01-01T00:00:03.000000Z,b,-1
EOF
awk 'BEGIN { print "id,time,account,amount"
  for (i = 1; i <= 100000; i++) print i ",,a,1.00" }' >many

tested=0
for program in "$TOP/$BUILD"/balsys-*; do
  command=${program##*/}
  case $command in *.*) continue ;; esac
  tested=$((tested + 1))
  got=none
  if ! row "$command"; then
    holds 'it has a row in the table of this test' false
    continue
  fi
  usage
  [ $gives = nothing ] && continue
  if [ $reads = nothing ]; then
    standard_output
    watched
    continue
  fi
  run sample
  mv out whole
  holds 'a sound file is 0 and silent' 'is 0' silent '[ -s whole ]'
  head -n 3 sample >first
  run first
  mv out good
  standard_output
  operands
  same_meaning
  bad_input
  options_of_readers
  watched
  slow_streams
done
if [ $tested -eq 0 ]; then
  echo 'not ok - there are commands to be tested'
fi
exit 0
