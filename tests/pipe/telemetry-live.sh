# Figures and events of runs that wait, are stopped, are killed, or cannot write
# them any more.
status=0
# A line for the result of the command before.
is() {
  if [ $? -eq 0 ]; then echo "ok - $1"; else echo "not ok - $1" && status=1; fi
}
# Wait until a file has a line that matches.
await() {
  for _ in $(seq 3000); do
    if grep -qs "$2" "$1"; then return; fi
    sleep 0.01
  done
  return 1
}
# A page is whole: its last family is there.
is_whole() { tail -n 1 "$1" | grep -q "^balsys_$2.* [0-9.]*$"; }

mkfifo pipe
balsys-ledger --metrics run.prom pipe >out 2>err &
ledger=$!
exec 3>pipe
printf 'id,amount\n1,5.00\n2,-3.00\n3,x\n4,' >&3
await run.prom '^balsys_records_read_total.* 3$' &&
  grep -q '^balsys_balance.* 2.00$' run.prom && is_whole run.prom last_write
is 'figures are fresh while a stream pauses'
! grep -q run_status run.prom
is 'there is no status while a run is on'
kill -TERM $ledger
wait $ledger
[ $? -eq 143 ] && grep -q '^balsys_run_status.* 143$' run.prom
is 'a signal ends the run, and is its status'
exec 3>&-

balsys-gen --no-wait --metrics left.prom --events left.log | head -n 3 >out
[ "${PIPESTATUS[0]}" -eq 141 ] &&
  grep -q '^balsys_run_status.* 141$' left.prom &&
  tail -n 1 left.log | grep -q ',finished,141,'
is 'a reader who leaves ends it, too'

# Whenever it is killed, the file is what it was or is whole.
whole=0
for n in $(seq 20); do
  if [ $((n % 2)) -eq 0 ]; then rm -f kill.prom; else echo old >kill.prom; fi
  balsys-gen --no-wait --metrics kill.prom >/dev/null &
  gen=$!
  sleep 0.00$((n % 10))
  if [ "$n" -gt 18 ]; then sleep 1; fi
  kill -KILL $gen
  wait $gen 2>/dev/null
  if [ ! -e kill.prom ] || [ "$(cat kill.prom)" = old ] ||
    is_whole kill.prom last_write; then
    whole=$((whole + 1))
  fi
done
[ $whole -eq 20 ]
is 'killed, it leaves a file that is whole'

# While a window waits for its next try, figures are those of it, and fresh:
# one page may come of the try itself, two do not.
balsys-gen --no-wait --count 1000 >gen.csv
balsys-ledger -q --book book gen.csv
# Wait until a file's last line is another.
changes() {
  local last
  last=$(tail -n 1 "$1")
  for _ in $(seq 3000); do
    if [ "$(tail -n 1 "$1")" != "$last" ]; then return; fi
    sleep 0.01
  done
  return 1
}
# waits NAME WINDOWS ARGUMENT...: a run of these that has formed so many.
waits() {
  local name=$1 windows=$2 fresh=1
  shift 2
  balsys-batch -q --window 300 --submit 'echo tried >tried; exit 1' \
    --retry-wait 3600 --metrics "$name.prom" "$@" >out 2>err &
  await tried tried && changes "$name.prom" && changes "$name.prom" &&
    grep -q "^balsys_windows_total.* $windows\$" "$name.prom" &&
    is_whole "$name.prom" last_write && fresh=0
  kill -TERM $!
  wait $!
  [ $? -eq 143 ] && rm tried && return $fresh
}
waits one 1 --jobs 1 gen.csv
is 'figures are fresh between two tries: one job'
waits two 1 --jobs 2 gen.csv
is 'figures are fresh between two tries: several jobs'
waits book '[1-3]' --jobs 1 --book book
is 'figures are fresh between two tries: a book'
waits again 0 --jobs 2 --book book
is 'figures are fresh between two tries: a book, of what it has'

# Two at once, one file of events.
for n in 1 2 3 4; do
  balsys-gen --no-wait --count 1000 --seed $n --events both.log |
    balsys-batch --window 10 --events both.log >/dev/null &
done
wait
[ "$(head -n 1 both.log)" = time,tool,event,subject,detail ] &&
  [ "$(wc -l <both.log)" -eq $((1 + 4 * 2 + 4 * 102)) ] &&
  [ "$(sed 1d both.log | grep -cE \
    '^[-0-9T:.]{26}Z,balsys-(gen|batch),[-a-z]+,[^,]*,("[^"]*"|[^",]*)$')" \
    -eq $((4 * 2 + 4 * 102)) ]
is 'commands side by side share a file of events'

# What cannot be made ends the run before it begins, with nothing written.
balsys-ledger --metrics no/where.prom pipe >out 2>err
[ $? -eq 73 ] && [ ! -s out ] && [ "$(wc -l <err)" -eq 1 ]
is 'metrics that cannot be made: 73'
balsys-ledger --events /dev/full pipe >out 2>err
[ $? -eq 73 ] && [ ! -s out ]
is 'events on a full disk: 73'

# Nor is anything written where standard output or error goes, too.
balsys-gen --no-wait --count 1 --events out >out 2>err
[ $? -eq 64 ] && [ ! -s out ] && [ "$(wc -l <err)" -eq 1 ]
is 'events where standard output goes: 64'
balsys-gen --no-wait --count 1 --events err >out 2>err
[ $? -eq 64 ] && [ ! -s out ] && [ "$(wc -l <err)" -eq 1 ]
is 'events where standard error goes: 64'

# What cannot be written later is told once, and ends nothing.
printf 'id,amount\n1,5.00\n2,x\n3,6.00\n' >in.csv
printf 'id,amount,balance\n1,5.00,5.00\n3,6.00,11.00\n' >want
mkdir gone
balsys-ledger -q --metrics gone/run.prom pipe >out 2>err &
ledger=$!
exec 3>pipe
head -n 2 in.csv >&3
await gone/run.prom '^balsys_records_read_total.* 1$'
rm -r gone
sed 1,2d in.csv >&3
exec 3>&-
wait $ledger
[ $? -eq 74 ] && cmp -s out want && [ "$(wc -l <err)" -eq 1 ] &&
  grep -q '^balsys-ledger: gone/run.prom: metrics cannot be written: ' err
is 'metrics that cannot be written any more: all is done, and 74'
awk 'BEGIN { for (i = 1; i < 1000; i++) printf "%d", i % 10; print "" }' >log
(ulimit -f 1 && exec balsys-ledger -q --events log in.csv >out 2>err)
[ $? -eq 74 ] && cmp -s out want && [ "$(wc -l <err)" -eq 1 ]
is 'events that cannot be written any more: all is done, and 74'
balsys-ledger -q --events log in.csv >out
[ $? -eq 1 ] && [ "$(sed 1d log | grep -c '^20.*,balsys-ledger,')" -ge 3 ] &&
  tail -n 3 log | head -n 1 | grep -q '^[^,]*Z,balsys-ledger,started,in.csv,'
is 'behind an event that was cut off a new line begins'

# A FIFO takes pages one behind the other.
mkfifo pages
cat pages >read &
cat=$!
balsys-ledger -q --metrics pages in.csv >out
[ $? -eq 1 ] && wait $cat && [ "$(grep -c '^balsys_last_write' read)" -ge 2 ] &&
  grep -q '^balsys_run_status.* 1$' read
is 'metrics into a FIFO'
exit $status
