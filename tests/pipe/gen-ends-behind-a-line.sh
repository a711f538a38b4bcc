# A signal ends a stream behind a whole record, and by the signal, whether it
# waits for the clock, for a slow reader, or for nothing.
fail() { echo "$1" >&2; exit 1; }
stop() {
  local signal=$1 pid status reader
  shift
  mkfifo pipe
  { dd bs=65536 count=4 iflag=fullblock 2>&-; sleep 0.2; cat; } <pipe >got &
  reader=$!
  balsys-gen --seed 1 "$@" >pipe &
  pid=$!
  # It has written something: so it has begun.
  for _ in {1..1000}; do
    awk '/^wchar:/ { exit !($2 > 0) }' /proc/$pid/io && break
    sleep 0.01
  done
  sleep 0.05
  kill -s "$signal" $pid
  wait $pid
  status=$?
  wait $reader
  rm pipe
  [ $status -eq $((128 + $(kill -l "$signal"))) ] ||
    fail "$signal: status $status with $*"
  [ "$(tail -c 1 got | od -An -c)" = '  \n' ] ||
    fail "$signal: no whole line at the end with $*"
  awk -F, 'NF != 4 || (NR > 1 && $1 != NR - 1) { exit bad = 1 }
    END { exit bad || NR < 2 }' got ||
    fail "$signal: not all records are there with $*"
}
stop TERM --no-wait --accounts 1000
stop HUP --no-wait --distribution pareto
stop TERM --rate 1000
stop HUP --rate 1000000
