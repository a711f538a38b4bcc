#!/bin/bash
# Clients that mean balsys-serve no good: its memory stays bounded, and others
# are served as before.  All bounds are wide: they are to be held on a machine
# that others use, too.
set -u
. "$TOP/tests/fault/fault.bash"
. "$TOP/tests/fault/serve.bash"
needs_books
needs_serve

# The most that it ever had, in KiB.
memory() { awk '/^VmHWM/ { print $2 }' "/proc/$server/status"; }

# Others: a good client submits so many records, and is answered in time.
others() {
  local n
  n=$((RANDOM * 32768 + RANDOM))
  "$CLIENTS/submitter" -c 4 -n "$1" -w 60 -p "good$n" -o told address >went \
    2>>said && [ "$(figure open)" = 0 ] && [ "$(figure p50)" -lt 1000000 ] &&
    [ "$(ask /account/balance)" = 200 ]
}

# attack KIND COUNT MIB [closed]: while it goes on others are served, and there is
# never more memory than that; where they say nothing, they are closed in time.
attack() {
  local fine most
  begin "attack: $2 of $1"
  rm -rf book told
  begin_server book
  wait_address
  wait_long is_answered 200 /account/balance
  rm -f hold && mkfifo hold
  "$CLIENTS/attacker" "$1" "$2" address <hold >attacked 2>>said &
  attacker=$!
  exec 3>hold
  wait_long grep -q open attacked && others 200
  fine=$?
  judge $fine "$(cat went); $(tail -n 2 said)"
  # Longer than a connection may be idle.
  sleep "$(many 40 1)"
  others 200
  judge $? "later: $(cat went); $(tail -n 2 said)"
  most=$(memory)
  exec 3>&-
  wait "$attacker"
  judge $? "the attacker: $(tail -n 2 said)"
  attacker=
  [ "$most" -lt $(($3 * 1024)) ]
  judge $? "$most KiB"
  quick || [ -z "${4-}" ] || grep -qx "closed,$2" attacked
  judge $? "not closed: $(paste -sd ' ' attacked)"
  end_server && is_kept book
  judge $? "status $status; $(cat differs; tail -n 2 said)"
  printf '%s: %d KiB; %s\n' "$what" "$most" "$(paste -sd ' ' attacked)" >&2
  finish
}
attack idle 1000 64 closed
attack headers 500 64
attack bodies 500 64
attack fat 100 160 closed
attack chunks 20 64
attack huge 100 64
attack events 200 64

# So many requests at once on one connection: each is answered, in order.
begin 'attack: 500 requests in a row, not waiting for an answer'
rm -rf book told
begin_server book
wait_address
wait_long is_answered 200 /account/balance
port=$(sed 's,.*:\([0-9]*\)/,\1,' address)
exec 3<>"/dev/tcp/127.0.0.1/$port"
last=
for n in $(seq 500); do
  [ "$n" -lt 500 ] || last=$'Connection: close\r\n'
  printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s\r\n' \
    "$([ $((n % 2)) -eq 0 ] && echo /nothing || echo /healthz)" "$port" \
    "$last"
done >&3
timeout 60 cat <&3 >answers
exec 3>&-
[ "$(grep -ao 'HTTP/1.1 [0-9]*' answers | uniq -c |
  sort | uniq -c | wc -l)" -eq 2 ] &&
  [ "$(grep -ac '^HTTP/1.1 [24]0' answers)" -eq 500 ]
judge $? "$(grep -ac 'HTTP/1.1' answers) answers"
end_server
judge $? "status $status"
finish

begin 'a flood of bad requests'
rm -rf book told
begin_server book
wait_address
wait_long is_answered 200 /account/balance
"$CLIENTS/flooder" 1000 address >flooded 2>wrong
judge $? "$(cat wrong)"
before=$(memory)
"$CLIENTS/flooder" "$(many 100000 10000)" address >flooded 2>wrong &
attacker=$!
others 200
judge $? "$(cat went)"
wait "$attacker"
judge $? "$(cat wrong)"
attacker=
after=$(memory)
[ $((after - before)) -lt 8192 ]
judge $? "memory grew from $before to $after KiB"
end_server && is_kept book
judge $? "status $status; $(cat differs; tail -n 2 said)"
echo "a flood: $before and then $after KiB" >&2
finish
