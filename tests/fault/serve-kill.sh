#!/bin/bash
# kill -9 of balsys-serve, or of a child of it, at any moment, while records are
# submitted: what was answered is in the book, once and as it was told; what was
# not is there at most once, and sent again it is a duplicate.
set -u
. "$TOP/tests/fault/fault.bash"
. "$TOP/tests/fault/serve.bash"
needs_books
needs_serve

# Some milliseconds, up to so many.
sleep_up_to() { sleep "$(printf '0.%03d' $((RANDOM % $1)))"; }

# Both submit until told to stop: one by one, and arrays.
begin_submitters() {
  rm -f told arrays
  begin_submitter -c 8 -p one -r 10
  "$CLIENTS/submitter" -c 2 -a 100 -g 20000 -p many -r 7 -o arrays address \
    >went.arrays 2>>said &
  attacker=$!
}
end_submitters() {
  local open
  end_submitter
  open=$?
  kill "$attacker"
  wait "$attacker" || open=1
  attacker=
  grep -qx open,0 went.arrays || open=1
  cat arrays >>told
  return $open
}

# All that were killed are judged by what is in the book at the end.
conclude() {
  local kills=$1 ended=0
  end_submitters || ended=1
  end_server || ended=1
  is_kept book && [ $ended -eq 0 ]
  judge $? "status $status, $(cat differs); $(tail -n 3 went said)" "$kills"
  echo "$what: $(count_told) told, $(figure lost) requests lost" >&2
  finish
}

kill_server() {
  begin 'kill -9 at any moment: balsys-serve'
  rm -rf book
  : >address
  begin_submitters
  for _ in $(seq "$1"); do
    begin_server book
    [ $((RANDOM % 5)) -eq 0 ] || wait_address
    sleep_up_to 700
    kill -9 "$server"
    wait "$server" 2>>left
  done
  begin_server book
  wait_address
  conclude "$1"
}

kill_child() {
  local pid
  begin "kill -9 at any moment: balsys-$1 of balsys-serve"
  rm -rf book
  begin_server book
  wait_address
  begin_submitters
  for _ in $(seq "$2"); do
    wait_long has_new "$1" "${pid-}"
    pid=$(child "$1")
    sleep_up_to 500
    kill -9 "$pid"
  done
  conclude "$2"
}

kills=$(many 50 3)
kill_server "$kills"
kill_child ledger "$kills"
kill_child batch "$kills"
