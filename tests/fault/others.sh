#!/bin/bash
# Two at once, somebody else, and a clock that goes backwards.
set -u
. "$TOP/tests/fault/fault.bash"
needs_books
in_memory
make_inputs 300
make_books

state() { (cd book && sha256sum -- *); }

# turned_away COMMAND...: with 75 and a word, and nothing is changed.
turned_away() {
  local before
  before=$(state)
  "$@" >away.out 2>away.err
  [ $? -eq 75 ] && [ "$(wc -l <away.err)" -eq 1 ] && grep -q book away.err &&
    [ ! -s away.out ] && [ "$(state)" = "$before" ]
  judge $? "$*: $(cat away.err)"
}

begin 'the second of two at once has status 75'
mkfifo pipe
for _ in $(seq "$(many 20 2)"); do
  begin_book book seed
  balsys-ledger --book book --quiet "${posting[@]:0:6}" - <pipe >held.out \
    2>held.err &
  exec 3>pipe
  head -n 5 first.csv >&3
  wait_for grep -q n1 book/ledger.csv
  turned_away balsys-ledger --book book --tee first.csv
  turned_away balsys-batch --book book --tee --window 20
  exec 3>&-
  wait $!
  [ $? -le 1 ] && [ ! -s held.err ]
  judge $? "the first one ends as if alone: $(cat held.err)"
  begin_book book posted
  balsys-batch --book book --quiet "${packing[@]}" - <pipe >held.out \
    2>held.err &
  exec 3>pipe
  head -n 120 posted/ledger.csv >&3
  wait_for grep -q '^1,' book/windows.csv
  turned_away balsys-batch --book book --tee
  exec 3>&-
  wait $!
  [ $? -le 1 ] && [ ! -s held.err ]
  judge $? "the first one ends as if alone: $(cat held.err)"
done
# What batch reads, the ledger must not write.
begin_book book posted
balsys-batch --book book --quiet "${packing[@]}" --submit \
  'cat >/dev/null; >began; until [ -e go ]; do sleep 0.02; done' >held.out \
  2>held.err &
wait_for test -e began
balsys-ledger --book book --tee first.csv >away.out 2>away.err
[ $? -eq 75 ] && [ "$(wc -l <away.err)" -eq 1 ] && [ ! -s away.out ]
judge $? "the ledger, while batch reads: $(cat away.err)"
touch go
wait $!
[ $? -le 1 ] && [ ! -s held.err ]
judge $? "batch ends as if alone: $(cat held.err)"
finish

# Whoever may not write in a book is told so, and nothing is changed.
if [ "$(id -u)" -eq 0 ] && setpriv --reuid 65534 --clear-groups true 2>err; then
  begin 'somebody else, who may not'
  chmod 755 .
  for command in balsys-ledger balsys-batch; do
    cp "$(command -v $command)" "other-$command"
    for mode in 755 700; do
      begin_book book packed
      chmod $mode book
      before=$(state)
      setpriv --reuid 65534 --clear-groups "./other-$command" --book book \
        --tee - <posted.out >out 2>err
      [ $? -eq 73 ] && [ ! -s out ] && [ "$(wc -l <err)" -eq 1 ] &&
        grep -q '^balsys-.*book.*: Permission denied$' err &&
        [ "$(state)" = "$before" ]
      judge $? "$command, mode $mode: $(cat err)"
    done
  done
  finish
else
  skip 'somebody else, who may not' 'it takes root to be another user'
fi

# Nothing depends on what time it is, nor on the times of files.
begin 'a clock that goes backwards'
for _ in $(seq "$(many 20 2)"); do
  for pair in 'post seed posted' 'pack posted packed'; do
    read -r does from wanted <<<"$pair"
    begin_book book "$from"
    touch -d '2031-01-01' book/*
    with=(env FAULT_CLOCK=back LD_PRELOAD="$FAULTS/shim.so")
    $does book
    [ $status -le 1 ] && [ ! -s err ] && cmp -s out "$wanted.out" &&
      same_books "$wanted" book
    judge $? "$does: $(cat err differs)"
    touch -d '2001-01-01' book/*
    completes "$does" book "$wanted"
    judge $? "$does, again: $(cat err differs)"
  done
done
finish
