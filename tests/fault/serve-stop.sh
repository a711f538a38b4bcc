#!/bin/bash
# balsys-serve is told to stop under load, its children are paused, cannot be
# begun, or have no room on the disk: what was answered is in the book, what
# cannot be taken is 503, and reads go on.
set -u
. "$TOP/tests/fault/fault.bash"
. "$TOP/tests/fault/serve.bash"
needs_books
needs_serve
if [ "${1-}" != mounts ] && [ "$(id -u)" -eq 0 ] &&
    unshare -m mount -t tmpfs none /mnt 2>err; then
  exec unshare -m bash "$0" mounts
fi
mounts=${1-}

# fresh [OPTION ...]: a server on a book that has a record.
fresh() {
  rm -rf book told
  begin_server book "$@"
  wait_address && wait_long is_answered 201 /transactions/submit \
    -H 'Content-Type: application/json' -d '{"id":"first","amount":"1.00"}'
}
reads() {
  [ "$(ask /account/balance)" = 200 ] &&
    [ "$(ask '/transactions/history?limit=5')" = 200 ]
}
has_gone() { ! kill -0 "$1" 2>>left || grep -q '^State:.Z' "/proc/$1/status"; }
# There is no room for as many as each of the others submits at once.
is_busy() {
  seq 100 | sed "s/.*/busy$RANDOM-&,a1,1.00/; 1i id,account,amount" >many
  [ "$(ask /transactions/submit -D head -H 'Content-Type: text/csv' \
    --data-binary @many)" = 503 ] && grep -qi '^retry-after: *[1-9]' head
}

# So many times, under load: it ends by itself, with 0 and without children.
stop_under_load() {
  local ended=0
  begin "SIGTERM under load: $1"
  rm -rf book told
  : >address
  begin_submitter -c 8 -a 20 -r 7
  for _ in $(seq "$2"); do
    begin_server book "${@:3}"
    wait_address
    wait_long told_more "$(count_told)"
    sleep "0.$((RANDOM % 5))"
    end_server
    judge $? "status $status, left behind: $behind; $(tail -n 2 said)"
  done
  begin_server book "${@:3}"
  wait_address
  end_submitter || ended=1
  end_server || ended=1
  is_kept book && [ $ended -eq 0 ]
  judge $? "$(cat differs); $(tail -n 3 went said)"
  finish
}
stop_under_load 'a server that is busy' "$(many 20 2)"
stop_under_load 'one that packs' "$(many 20 2)" --window 400 --effort 7

# What a child that was killed has left is made whole before the end.
killed_first() {
  begin "SIGTERM right behind kill -9 of balsys-$1"
  fresh --window 3
  begin_submitter -c 2
  wait_long told_more 10
  end_submitter
  kill -9 "$(child "$1")"
  end_server && is_kept book
  judge $? "status $status; $(cat differs; tail -n 2 said)"
  finish
}
killed_first ledger
killed_first batch

# A simulation that nobody takes the records of is waited for no longer than
# for what was submitted, half a minute.
without_room() {
  local pid
  begin 'SIGTERM while a simulation has no room'
  fresh --in-flight 1000 --simulate 20000
  pid=$(child ledger)
  kill -STOP "$pid"
  wait_long is_busy
  kill "$server"
  sleep 1
  [ "$(ask /healthz)" = 000 ]
  judge $? 'it is still listening'
  wait_long has_gone "$server"
  wait "$server"
  status=$?
  server=
  [ $status -eq 143 ]
  judge $? "status $status; $(tail -n 2 said)"
  finish
}
quick || without_room

# paused CHILD: it has stopped, and goes on after a while.
paused() {
  local pid fine
  begin "SIGSTOP of balsys-$1"
  fresh --in-flight 1000
  pid=$(child "$1")
  kill -STOP "$pid"
  begin_submitter -c 16 -a 100
  wait_long is_busy && reads
  fine=$?
  judge $fine "status of reads: $(ask /account/balance), $(tail -n 2 said)"
  kill -CONT "$pid"
  end_submitter && [ "$(figure busy)" -gt 0 ]
  judge $? "status $status; $(cat went; tail -n 2 said)"
  end_server && is_kept book
  judge $? "status $status; $(cat differs; tail -n 2 said)"
  finish
}
paused ledger
# What a pipe between the two holds is decided without it.
paused batch

# Beside the server there is no ledger, and in PATH neither.
begin 'children that cannot be begun'
rm -rf bin book told && mkdir bin
cp "$(command -v balsys-serve)" bin
serve=$PWD/bin/balsys-serve
path=$PATH
PATH=$(tr : '\n' <<<"$PATH" | grep -vxF "$TOP/$BUILD" | paste -sd :)
: >said
begin_server book
wait_address
[ "$(ask /account/balance)" = 503 ] && [ "$(ask /healthz)" != 000 ] &&
  wait_long grep -q balsys-ledger said
judge $? "status $(ask /account/balance); $(cat said)"
PATH=$path
cp "$(command -v balsys-ledger)" "$(command -v balsys-batch)" bin
wait_long is_answered 200 /account/balance &&
  [ "$(submit one 1.00)" = 201 ]
judge $? "status $(ask /account/balance); $(tail -n 3 said)"
end_server
judge $? "status $status"
serve=balsys-serve

# Somebody else has the book: 75, again and again.
rm -rf book pipe && mkfifo pipe
printf 'id,time,account,amount,received\n' >header
balsys-ledger --book book --quiet - <pipe >out 2>err &
holder=$!
exec 3>pipe
cat header >&3
wait_long test -e book/ledger.csv
: >said
begin_server book
wait_address
wait_long grep -q balsys-ledger said && [ "$(ask /account/balance)" != 000 ]
judge $? "$(cat said)"
exec 3>&-
wait "$holder"
wait_long is_answered 200 /account/balance &&
  [ "$(submit one 1.00)" = 201 ] && end_server
judge $? "status $(ask /account/balance); $(tail -n 3 said)"
finish

# full KIB: nothing goes any more, and then there is room again.
full() {
  mount -t tmpfs -o size="$1"k none disk || return
  rm -f told
  : >said
  begin_server disk/book --in-flight 1000
  wait_address
  begin_submitter -c 16 -a 100 -g 1000
  wait_long is_busy && reads
  judge $? "$1 KiB: reads: $(ask /account/balance); $(tail -n 3 said)"
  mount -o remount,size=64m disk
  wait_long told_more "$(($(count_told) + 200))"
  judge $? "$1 KiB, with room: $(tail -n 3 said)"
  end_submitter && end_server && is_kept disk/book
  judge $? "$1 KiB: status $status; $(cat went differs; tail -n 2 said)"
  umount disk
}
what='a small disk that is full: balsys-serve'
if [ "$mounts" = mounts ]; then
  begin "$what"
  mkdir disk
  for size in $(seq 100 "$(many 25 200)" 400); do full "$size"; done
  finish
else
  skip "$what" 'no file system can be mounted here'
fi
