#!/bin/bash
# How far a run is stands on a terminal after two seconds, above it messages,
# and in the end nothing of it is left.  Output goes into FIFOs: while nobody
# reads these, runs last as long as they are let, however fast the machine is.
set -u
export TERM=xterm
terminal=$TOP/$BUILD/tests/terminal/terminal
if ! "$terminal" run -c 80 log true >log 2>&1; then
  echo 'no terminal can be made here'
  exit 77
fi

expect() { # NAME WANTED-STATUS STATUS
  if [ "$2" -eq "$3" ]; then echo "ok - $1"; else echo "not ok - $1"; fi
}

# Wait until the terminal was sent what a pattern is in.
shown() { # PATTERN FILE
  for _ in $(seq 600); do
    grep -qE "$1" "$2" 2>/dev/null && return 0
    sleep 0.05
  done
  cat -v "$2" >&2
  return 1
}

# Begin a command on a terminal, its output to a FIFO that is full soon.
declare -A pid fd
begin() { # NAME COMMAND
  mkfifo "$1.out"
  "$terminal" run -c 100 "$1.raw" sh -c "exec $2" >"$1.out" &
  pid[$1]=$!
  exec {fd[$1]}<"$1.out"
}

# Take more than the FIFO and all buffers hold: it goes on a while.
go_on() { # NAME
  head -c 3000000 <&"${fd[$1]}" >"$1.taken"
}

# Take the rest and have the status.
end() { # NAME
  cat <&"${fd[$1]}" >>"$1.taken"
  wait "${pid[$1]}"
}

balsys-gen --no-wait --count 200000 --seed 1 --start 2026-01-01T00:00:00Z \
  >in.csv || exit 1
gzip -k in.csv
sed '150000s/,[^,]*$/,x/; 190000s/,[^,]*$/,y/' in.csv >bad.csv
mkfifo in
cat in.csv >in &

begin file 'balsys-ledger in.csv'
begin gzip 'balsys-ledger in.csv.gz'
begin input 'balsys-ledger - <in.csv'
begin batch 'balsys-batch in.csv'
begin import 'balsys-import --id id --amount amount in.csv'
begin gen 'balsys-gen --no-wait --count 200000 --seed 1 --start 2026-01-01T00:00:00Z'
begin bad 'balsys-ledger bad.csv'
begin pipe 'balsys-ledger in'
begin quiet 'balsys-ledger --quiet in.csv'
begin dumb 'env TERM=dumb balsys-ledger in.csv'
sleep 4

while read -r name what status; do
  go_on "$name"
  shown "balsys-$what: [0-9]+ %, [0-9,]+ records/s.* left" "$name.raw"
  expect "$name: the line comes" 0 $?
  end "$name"
  expect "$name: the status is as ever" "$status" $?
  "$terminal" look -c 100 <"$name.raw" >"$name.seen"
  expect "$name: all sequences are known" 0 $?
done <<'X'
file ledger 0
gzip ledger 0
input ledger 0
batch batch 0
import import 0
gen gen 0
bad ledger 1
X
for name in file gzip input batch import gen; do
  expect "$name: nothing is left" 0 "$(wc -c <$name.seen)"
done
balsys-ledger in.csv >wanted
for name in file gzip input; do
  cmp $name.taken wanted
  expect "$name: the output is the same" 0 $?
done
balsys-ledger bad.csv 2>wanted >out
cmp bad.seen wanted
expect 'messages are there, and whole' 0 $?

# It is drawn while a window waits for its next try, too.
head -n 3001 in.csv >few.csv
"$terminal" run -c 100 submit.raw sh -c 'exec balsys-batch --retry-wait 3600 \
  --submit "echo \$PPID >pid.new; mv pid.new pid; exit 1" few.csv >few.out' &
shown 'balsys-batch: [0-9]+ %, [0-9,]+ records/s' submit.raw
expect 'submit: the line comes' 0 $?
kill -TERM "$(cat pid)"
wait $!
"$terminal" look -c 100 <submit.raw >submit.seen
expect 'submit: only what was said is left' 1 "$(wc -l <submit.seen)"

# No line where it cannot be known, or is not wanted.
for name in pipe quiet dumb; do
  go_on $name
  end $name
  expect "$name: the run is as ever" 0 $?
  expect "$name: there is none" 0 "$(wc -c <$name.raw)"
done
