#!/bin/bash
# Every call that reads, writes, syncs or opens something of a book fails once,
# each in turn: the run says so in one line that names a file, with the status
# that it should, and the next one makes the book what it would have been.  A
# call that is interrupted, or does less than it was asked for, is no failure.
set -u
. "$TOP/tests/fault/fault.bash"
needs_books
in_memory

# with_fault CALL:N:WHAT UNDER: kill_at only spares the shell its word on kills.
with_fault() {
  rm -f hit
  with=("$FAULTS/kill_at" -u 60000000 env FAULT="$1" FAULT_UNDER="$PWD/$2"
    FAULT_MARK="$PWD/hit" LD_PRELOAD="$FAULTS/shim.so")
}

# The run said once what it could not do, and with which file: the one that the
# fault was on; any, if that is the folder, or if from then on all fail.
says_why() {
  local file
  file=$(basename "$(cat hit)" .new)
  case $1:$file in full:* | *:book) file='[^:]*' ;; esac
  [ "$(wc -l <err)" -eq 1 ] &&
    grep -qE "^balsys-[a-z]+: (.*/)?(${file//./\\.}(\.new)?|book): [A-Za-z]" err
}

# Is this what should come of CALL and WHAT?  What is there to begin faster can
# be done without, so that it is told and no more.
fits() {
  local goes_on=1 fails=74
  sed '/\.ckpt: /d' err >serious
  [ $status -le 1 ] && [ ! -s serious ] && goes_on=0
  case $2:$1:$(cat hit) in
  kill:* | torn:*) return $((status != 137)) ;;
  short:* | EINTR:read:* | EINTR:pread:* | EINTR:write:*)
    [ $goes_on -eq 0 ] && [ ! -s err ]
    return ;;
  *.ckpt*) [ $goes_on -eq 0 ] && return ;;
  # Not to be opened: as an output, or as an input.
  *:open:*/ledger.csv) fails='73 66' ;;
  *:open:*/opening.csv | *:open:*/limits.csv | *:open:*/known.csv)
    fails='73 66 74' ;;
  *:open:*) fails=73 ;;
  # A sync that is interrupted may be done again.
  EINTR:*) [ $goes_on -eq 0 ] && return ;;
  esac
  if cmp -s err serious; then
    [[ " $fails " == *" $status "* ]] && says_why "$2"
  else
    [ $goes_on -eq 0 ] || { [ $status -eq 74 ] && [ "$(wc -l <serious)" -le 1 ]; }
  fi
}

# each_call DOES FROM WANTED CALL WHAT UNDER
each_call() {
  local n=0
  while :; do
    n=$((n + 1 + RANDOM % step))
    begin_book book "$2"
    with_fault "$4:$n:$5" "$6"
    "$1" book
    [ -e hit ] || break
    was=$status
    cp err said
    fits "$4" "$5" && begins out "$3.out" && completes "$1" book "$3"
    judge $? "$4 number $n, of $(cat hit): status $was, $(cat said differs)"
  done
}

# all_calls DOES FROM WANTED WHAT CALL...
under=book of="a book" step=$(many 1 12)
all_calls() {
  local does=$1 from=$2 wanted=$3 what_fails=$4 call
  begin "the nth call on $of: $what_fails: ${called[$does]}"
  shift 4
  for call; do
    each_call "$does" "$from" "$wanted" "$call" "$what_fails" "$under"
  done
  finish
}

# After a first fault, drawn by lot, kills all over the run that comes next: what
# recovers can be disturbed, too.
fault_on_fault() {
  local does=$1 wanted=$3 n
  local first=(write:full write:torn write:EIO fdatasync:EIO fdatasync:kill
    fsync:EIO fsync:kill rename:kill ftruncate:kill open:kill)
  begin "a fault, and a kill while it recovers: ${called[$does]}"
  for _ in $(seq "$4"); do
    while :; do
      fault=${first[RANDOM % ${#first[@]}]}
      fault=${fault%:*}:$((1 + RANDOM % 12)):${fault#*:}
      begin_book hurt "$2"
      with_fault "$fault" hurt
      "$does" hurt
      [ ! -e hit ] || break
    done
    n=0
    while :; do
      n=$((n + 1 + RANDOM % $(many 40 60)))
      begin_book book hurt
      with_fault any:$n:kill book
      "$does" book
      [ -e hit ] || break
      begins out "$wanted.out" && completes "$does" book "$wanted"
      judge $? "$fault, then a kill at call $n, of $(cat hit): $(cat err differs)"
    done
  done
  finish
}

make_inputs "$(many 1500 60)"
make_books
reading='read pread open mmap'
writing='write fsync fdatasync rename ftruncate'
for pair in 'post seed posted' 'pack posted packed'; do
  all_calls $pair EIO $reading $writing
  all_calls $pair ENOSPC write fsync fdatasync rename open
  all_calls $pair full write
  all_calls $pair short read pread write
  all_calls $pair EINTR $reading $writing
  all_calls $pair kill $writing
  all_calls $pair torn write
done

make_inputs "$(many 12000 60)"
make_books
fault_on_fault post seed posted "$(many 5 2)"
fault_on_fault pack posted packed "$(many 5 2)"

# A book has to be large to have a checkpoint.
make_inputs 7000 3000
make_books
of='a checkpoint' step=$(many 1 3)
under=book/ledger.ckpt
all_calls post seed posted EIO $writing
all_calls post seed posted full write
all_calls post seed posted kill $writing
all_calls post seed posted torn write
under=book/batch.ckpt
all_calls pack posted packed EIO $writing
all_calls pack posted packed full write
all_calls pack posted packed kill $writing
all_calls pack posted packed torn write
