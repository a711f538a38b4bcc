#!/bin/bash
# kill -9 loses nothing and doubles nothing: killed at any system call, or at
# any moment and then again and again, a book ends byte for byte as if nothing
# had happened, and what was told before a kill is in it.
set -u
. "$TOP/tests/fault/fault.bash"
needs_books

# at_every_call DOES FROM WANTED FILE STEP
at_every_call() {
  local n=0
  begin "kill -9 at the nth system call: $1"
  while :; do
    n=$((n + $5))
    begin_book book "$2"
    with=("$FAULTS/kill_at" -s $n)
    "$1" book
    [ $status -eq 137 ] || break
    begins out "$3.out" && begins out "book/$4" && completes "$1" book "$3"
    judge $? "at call $n: status $status, $(cat differs err)"
  done
  finish
}

# A kill may leave a book without an id: then it is drawn anew, and all else is
# the same.
at_every_call_of_a_new_book() {
  local n=0
  begin 'kill -9 at the nth system call: no book yet'
  while :; do
    n=$((n + $1))
    rm -rf book
    with=("$FAULTS/kill_at" -s $n)
    post book
    [ $status -eq 137 ] || break
    with=()
    post book
    [ $status -le 1 ] && cmp -s out posted.out &&
      diff -rq -x '*.ckpt*' -x book -x book.sum posted book >differs &&
      diff <(grep -v ^id, posted/book) <(grep -v ^id, book/book) >differs
    judge $? "at call $n: status $status, $(cat differs err)"
  done
  finish
}

# at_any_moment WHAT DOES FROM WANTED KILLS: drawn by lot from the time that it
# takes, and somewhat more, until it ends by itself.
at_any_moment() {
  local from=$EPOCHREALTIME micros here told
  begin_book book "$3"
  with=("$FAULTS/kill_at" -u 60000000)
  "$2" book
  micros=$(((${EPOCHREALTIME/./} - ${from/./}) * 5 / 4))
  begin "kill -9 at any moment: $1"
  while [ "$tried" -lt "$5" ]; do
    begin_book book "$3"
    here=0 told=0
    while :; do
      with=("$FAULTS/kill_at" -u $(((RANDOM << 15 | RANDOM) % micros)))
      "$2" book
      [ $killed -eq 1 ] || break
      here=$((here + 1))
      begins out "$4.out" || told=1
    done
    [ $told -eq 0 ] && [[ $status == [01] ]] && cmp -s out "$4.out" &&
      same_books "$4" book
    judge $? "after $here kills: status $status, $(cat differs err)" $here
  done
  finish
}

killed_post() { post "$1"; killed=$((status == 137)); }
killed_pack() { pack "$1"; killed=$((status == 137)); }

# A record that comes when the one before was taken: each is a group.
slowly() {
  "$FAULTS/../fuzz/dribble" 0 <first.csv 2>dribble.err |
    "${with[@]}" balsys-ledger --book "$1" --tee --quiet --limits limits.csv \
    - >out 2>err
  status=${PIPESTATUS[1]} killed=$((PIPESTATUS[1] == 137))
}

# Each end of the pipe is killed at its own moment; where one has gone, the
# other ends as it should.
flow() {
  local ends other=("${with[@]}")
  [ ${#with[@]} -eq 0 ] || other[2]=$((with[2] * RANDOM / 16384))
  "${with[@]}" balsys-ledger --book "$1" --tee --quiet "${posting[@]}" \
    2>err | "${other[@]}" balsys-batch --book "$1" --tee --quiet \
    "${packing[@]}" --certificate "$1/certificates.csv" - >out 2>>err
  ends=${PIPESTATUS[*]}
  case $ends in
  137\ [01] | 137\ 65 | 137\ 137 | [01]\ 137 | 141\ 137) killed=1 ;;
  [01]\ [01]) killed=0 status=0 ;;
  *) killed=0 status="$ends" ;;
  esac
}

# What is seen while system calls are made one after the other is seen sooner
# in small books.
disk=$PWD
in_memory
make_inputs 60
make_books
at_every_call post seed posted ledger.csv "$(many 1 17)"
at_every_call pack posted packed batches.csv "$(many 1 17)"
at_every_call_of_a_new_book "$(many 1 17)"

# At random moments also on a disk, which takes its time.
if ! quick; then cd "$disk" || exit 70; fi
make_inputs "$(many 20000 3000)"
make_books
kills=$(many 200 10)
at_any_moment 'ledger, as fast as it can' killed_post seed posted "$kills"
at_any_moment 'batch, as fast as it can' killed_pack posted packed "$kills"
at_any_moment 'ledger --tee | batch -' flow seed packed "$kills"
make_inputs 500
begin_book slow seed
undisturbed slowly slow
at_any_moment 'ledger, record by record' slowly seed slow "$kills"

# The real thing: as it comes out of a bank and out of a city.
if [ -z "${BALSYS_TEST_DATA-}" ]; then
  skip 'kill -9 at any moment: real files' 'BALSYS_TEST_DATA is not set'
  exit
fi
balsys-import --quiet -d ';' --id trans_id --account account_id --time date \
  --time-format %y%m%d --zone Europe/Prague --amount amount \
  --debit-when type=VYDAJ,VYBER --final-newline=optional \
  "$BALSYS_TEST_DATA/czech-bank-1993.asc.gz" >bank.csv
balsys-import --quiet --encoding latin1 --id 'Transaction Number' \
  --time 'Payment Date' --time-format %d/%m/%Y --zone Europe/London \
  --amount Amount "$BALSYS_TEST_DATA/leeds-2020-06.csv.gz" >city.csv
packing=(--window 1000)
for real in bank city; do
  posting=("$real.csv")
  make_books
  at_any_moment "$real.csv | ledger --tee | batch -" flow seed packed \
    "$(many 100 4)"
done
