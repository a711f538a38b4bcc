#!/bin/bash
# A book whose windows are submitted, killed at every system call, and with a
# fault in every call on submitted.csv: each window was submitted, none before
# its turn, and one that came again was the same bytes under the same key.
set -u
. "$TOP/tests/fault/fault.bash"
needs_books

# The service keeps what comes, in the folder that stands for a run's book.
cat >service <<'END'
#!/bin/sh
hash=$(sha256sum)
echo "$BALSYS_WINDOW,$BALSYS_SUBMISSION,$hash" >>came
END
chmod +x service

hand_over() {
  "${with[@]}" balsys-batch --book "$1" --tee --quiet "${packing[@]}" \
    --retries 0 --submit ./service >out 2>err
  status=$?
}

# What came, over all runs: every window, and each in its turn.
all_came() {
  awk -F , 'NR == FNR { wanted[$1] = $0; n = $1; next }
    $0 != wanted[$1] || $1 > last + 1 { exit 1 }
    $1 > last { last = $1 }
    END { if (last != n) exit 1 }' handed.came came
}

# In a row, to the end, with nothing submitted that was noted already.
goes_on() {
  local before=0
  [ ! -e book/submitted.csv ] || before=$(grep -c '^[0-9].*' book/submitted.csv)
  wc -l <came >lines
  completes hand_over book handed && all_came &&
    [ $(($(wc -l <came) - $(cat lines))) -le \
      $(($(wc -l <handed.came) - before + 1)) ]
}

at_every_call() {
  local n=0
  begin 'kill -9 at the nth system call: batch --submit'
  while :; do
    n=$((n + $1))
    begin_book book posted
    : >came
    with=("$FAULTS/kill_at" -s $n)
    hand_over book
    [ $status -eq 137 ] || break
    begins out handed.out && goes_on
    judge $? "at call $n: status $status, $(cat differs err)"
  done
  finish
}

# Is this what should come of it?
fits() {
  case $1 in
  kill | torn) [ $status -eq 137 ] ;;
  short) [ $status -le 1 ] && [ ! -s err ] ;;
  ENOMEM) { [ $status -le 1 ] && [ ! -s err ]; } ||
    { [[ $status == 7[45] ]] && [ "$(wc -l <err)" -eq 1 ]; } ;;
  *) [[ $status == 7[34] ]] && [ "$(wc -l <err)" -eq 1 ] &&
    grep -q '^balsys-batch: book/submitted.csv' err ;;
  esac
}

# with_each CALL WHAT [STEP]
with_each() {
  local n=0 step=${3-1} of=' of submitted.csv'
  [ "$1" != alloc ] || of=
  begin "batch --submit: $1$of: $2"
  while :; do
    n=$((n + step))
    begin_book book posted
    : >came
    rm -f hit
    with=("$FAULTS/kill_at" -u 60000000 env FAULT="$1:$n:$2"
      FAULT_UNDER="$PWD/book/submitted.csv" FAULT_MARK="$PWD/hit"
      LD_PRELOAD="$FAULTS/shim.so")
    hand_over book
    [ -e hit ] || break
    was=$status
    cp err said
    fits "$2" && begins out handed.out && goes_on
    judge $? "number $n: status $was, $(cat said differs)"
  done
  finish
}

make_inputs "$(many 300 60)"
make_books
: >came
cp -r posted handed
undisturbed hand_over handed
mv came handed.came

at_every_call "$(many 1 37)"
with_each write EIO
with_each write full
with_each write torn
with_each write short
with_each write kill
with_each fdatasync EIO
with_each fdatasync kill
with_each fsync EIO
with_each open EIO
with_each pread EIO
with_each pread short
with_each ftruncate kill
with_each alloc ENOMEM "$(many 1 29)"
