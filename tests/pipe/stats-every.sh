#!/bin/bash
# balsys-stats --every tells figures so far, whether records come or not:
# appended in a pipe, replaced in a file, redrawn in place on a terminal.
# Records come through a FIFO, each when what it makes has been seen.
set -u
export TERM=xterm
terminal=$TOP/$BUILD/tests/terminal/terminal
if ! "$terminal" run -c 80 log true >log 2>&1; then
  echo 'no terminal can be made here'
  exit 77
fi

expect() { # NAME WANTED GOT
  if [ "$2" = "$3" ]; then
    echo "ok - $1"
  else
    echo "not ok - $1"
    printf 'wanted: %s\ngot: %s\n' "$2" "$3" >&2
  fi
}

# Wait until at least so many lines of a file have a pattern.
seen() { # COUNT PATTERN FILE
  for _ in $(seq 1200); do
    [ "$(grep -cE "$2" "$3" 2>/dev/null)" -ge "$1" ] && return 0
    sleep 0.05
  done
  cat -v "$3" >&2
  echo "not ok - $2 comes $1 times"
}

begin() { # COMMAND ...
  rm -f in
  mkfifo in
  "$@" &
  exec 5>in
  echo id,time,amount >&5
}

end() {
  exec 5>&-
  wait $!
}

csv() { exec balsys-stats --every 0.1 --format csv in >csv; }
begin csv
echo 1,2026-01-01T00:00:00Z,1.50 >&5
seen 2 '^[^,]*,1,' csv
echo 2,2026-01-01T00:00:01Z,2.25 >&5
seen 2 '^[^,]*,2,' csv
end
expect 'csv: the status' 0 $?
expect 'csv: the header is there once, with at first' 1 "$(grep -c '^at,records,' csv)"
expect 'csv: records grow, and nothing else is there' '0,1,2' "$(
  { echo 0; sed 1d csv | cut -d, -f2 | grep -v '^0$'; } | uniq | paste -sd,)"
expect 'csv: the clock goes on' '' "$(sed 1d csv | cut -d, -f1 | sort -C || echo no)"
# The lag is the clock's time less that of the last record, and grows.
balsys-stats --format csv <<<$'id,time,amount\n1,2026-01-01T00:00:00Z,1' >one
column=$(head -n 1 csv | tr , '\n' | grep -n '^time_lag$' | cut -d: -f1)
sed 1d csv | cut -d, -f1,2,"$column" | while IFS=, read -r at records lag; do
  [ "$records" -gt 0 ] || continue
  last=$((records - 1))
  echo "$(($(date -d "$at" +%s%6N) - $(date -d "2026-01-01T00:00:0${last}Z" \
    +%s%6N))) $(tr -d . <<<"$lag")"
done >lags
expect 'csv: the lag is behind that clock' '' "$(awk '$1 != $2' lags)"

json() { exec balsys-stats --every 0.1 --format json in >json; }
begin json
echo 1,2026-01-01T00:00:00Z,1.50 >&5
seen 3 '"records":1' json
end
expect 'json: one object a line, with at first' 0 "$(grep -cv '^{"at":"' json)"

text() { exec balsys-stats --every 0.1 in >text; }
begin text
echo 1,2026-01-01T00:00:00Z,1.50 >&5
seen 3 '^records  *1$' text
end
expect 'text: a blank line stands between' "$(grep -c '^at ' text)" \
  "$(($(grep -c '^$' text) + 1))"

output() { exec balsys-stats --every 0.1 --output figures in; }
begin output
echo 1,2026-01-01T00:00:00Z,1.50 >&5
seen 1 '^records  *1$' figures
echo 2,2026-01-01T00:00:00Z,1.50 >&5
seen 1 '^records  *2$' figures
end
expect 'a file holds the last alone' 1 "$(grep -c '^at ' figures)"

# A small terminal: what a person sees, and whole in the end.
live() { exec "$terminal" run -o -r 5 -c 30 raw balsys-stats --every 0.1 in; }
begin live
echo 1,2026-01-01T00:00:00Z,1.50 >&5
seen 2 '^records  *1' raw
echo nonsense >&5
seen 1 'in:3: 1 field where' raw
echo 2,2026-01-01T00:00:00Z,1.50 >&5
seen 2 '^records  *2' raw
end
expect 'on a terminal: the status' 1 $?
"$terminal" look -r 5 -c 60 <raw >screen
expect 'on a terminal: all sequences are known' 0 $?
expect 'on a terminal: figures are there once' 1 "$(grep -c '^records ' screen)"
expect 'on a terminal: the last are whole' 1 "$(grep -c '^refused  *1$' screen)"

# While it waits a signal ends it, with what came before.
begin csv
echo 1,2026-01-01T00:00:00Z,1.50 >&5
seen 1 '^[^,]*,1,' csv
kill -TERM $!
wait $!
expect 'a signal ends it' 143 $?
expect 'and all is told' 1 "$(tail -n 1 csv | cut -d, -f2)"
exec 5>&-

for wrong in 0 0.09 86401 x -1 0.1234 ''; do
  balsys-stats --every "$wrong" </dev/null 2>err
  expect "--every \"$wrong\" is 64" 64 $?
done
