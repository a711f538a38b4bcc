#!/bin/bash
# Measure balsys-serve: 200 connections that read the balance while 16 submit
# records, one by one and in arrays of 100; print a table and keep it in the
# README beside this script.
#
#   make bench-serve             60 s for each row: in some six minutes
#   make bench-serve SIZE=quick  5 s for each; nothing is kept
#
# Reads are by wrk(1), submissions by tests/serve/submitter.c.  Whatever was
# answered with 2xx must then be in the book, once and as it was told, by
# sort(1) and comm(1), and in quick runs by sqlite3, too: where it is not, the
# status is 1.
set -u -o pipefail
cd "$(dirname "$0")/../.." || exit 70
export TOP=$PWD BUILD=${BUILD:-build} LC_ALL=C TZ=UTC
export PATH=$TOP/$BUILD:$TOP/$BUILD/tests/bench:$PATH
here=$TOP/tests/bench
size=${SIZE:-full}
failed=0
seconds=60
[ "$size" != quick ] || seconds=5
for program in wrk curl pgrep; do
  command -v $program >/dev/null && continue
  echo "bench: $program is missing" >&2
  exit 69
done
work=$(mktemp -d "${TMPDIR:-/var/tmp}/balsys-bench.XXXXXX") || exit 70
cd "$work" || exit 70
# shellcheck source=tests/bench/measure.sh
. "$here/measure.sh"
# shellcheck source=tests/fault/serve.bash
. "$TOP/tests/fault/serve.bash"
trap 'leave; rm -rf "$work"' EXIT

# Microseconds of the processor, of the server and its children until now.
processor() {
  local pid ticks
  ticks=$(getconf CLK_TCK)
  for pid in "$server" $(children); do cat "/proc/$pid/stat"; done |
    awk -v ticks="$ticks" '{ n += $14 + $15 }
      END { printf "%d\n", n * 1000000 / ticks }'
}

# Microseconds that the server was ready to run, and others had the processor.
kept_waiting() { awk '{ printf "%d\n", $2 / 1000 }' "/proc/$server/schedstat"; }

# begin_reads PAUSE CONNECTIONS: by wrk, whose figures are in "read".
begin_reads() {
  local base
  read -r base <address
  BALSYS_PAUSE=$1 wrk -t 1 -c "$2" -d "${seconds}s" --timeout 30s \
    -s "$here/serve.lua" "${base}account/balance" >read 2>&1 &
  reader=$!
}

# The row of what wrk found: asked of its p99, in milliseconds.
reads_row() {
  local _ requests wrong micros p50 p99 most
  read -r _ requests wrong micros p50 p99 most < <(grep ^read read)
  [ "$wrong" -eq 0 ] || { echo "$1: $wrong reads failed" >&2; failed=1; }
  table_row "reads: $1" "$(calc %.0f "$requests * 1e6 / $micros")" \
    "$p50" "$p99" "$most" \
    "${2:+$(verdict "$(calc %.2f "$p99 / 1000")" "$2" '' most)}"
}
# submits_row WHAT ASKED: records a second.
submits_row() {
  local rate told
  told=$(figure accepted)
  rate=$(calc %.0f "$told * 1e6 / $(figure micros)")
  table_row "submissions: $1" "$rate" "$(figure p50)" "$(figure p99)" \
    "$(figure most)" "${2:+$(verdict "$rate" "$2" '')}"
}
table_row() {
  echo "| $1 | $2 | $(calc %.2f "$3 / 1000") | $(calc %.2f "$4 / 1000") |" \
    "$(calc %.2f "$5 / 1000") | $6 |"
}

# share WHAT: what the last phase took of a processor, and what it was denied.
share() {
  local now waited
  now=$(processor) waited=$(kept_waiting)
  echo "$1: $(calc '%.0f %%' "($now - $before) / $seconds / 1e4") of a" \
    "processor for the server and its children; the server had to wait for" \
    "one for $(calc '%.0f %%' "($waited - $waits) / $seconds / 1e4") of the" \
    "time; $(calc %.0f "$(awk '/^VmHWM/ { print $2 }' "/proc/$server/status") / 1024")" \
    "MiB" >>shares
}

# phase WHAT PAUSE ASKED-OF-READS ARRAY ASKED-OF-SUBMISSIONS [GAP]: reads, if
# there is a pause, and submissions, if there is an array, 0 being one by one,
# with so many microseconds between two.
phase() {
  before=$(processor) waits=$(kept_waiting)
  [ -z "$2" ] || begin_reads "$2" 200
  if [ -n "$4" ]; then
    more=()
    [ "$4" -eq 0 ] || more=(-a "$4")
    [ -z "${6-}" ] || more+=(-g "$6")
    n=$((n + 1))
    begin_submitter -c 16 -t "$seconds" -p "p$n" "${more[@]}"
    wait "$submitter" || failed=1
    submitter=
  fi
  [ -z "$2" ] || wait "$reader"
  share "$1"
  [ -z "$2" ] || reads_row "$1" "$3"
  [ -z "$4" ] || submits_row "$1" "$5"
}

n=0
rm -rf book
begin_server book
wait_address
wait_long is_answered 200 /account/balance
{
  echo '| what | a second | p50 (ms) | p99 (ms) | most (ms) | asked |'
  echo '| --- | --: | --: | --: | --: | --- |'
  phase 'nothing else, as fast as they can' 0 '' '' ''
  phase 'nothing else, 16 one by one' '' '' 0 1000
  phase 'nothing else, 16 with arrays of 100' '' '' 100 5000
  phase '200 with pauses, 16 one by one, with pauses' 40 5 0 1000 10000
  phase '200 with pauses, 16 with arrays of 100, with pauses' 40 5 100 5000 200000
  phase '200 with pauses, 16 one by one' 40 5 0 1000
  phase '200 with pauses, 16 with arrays of 100' 40 5 100 5000
  phase '200 as fast as they can, 16 one by one' 0 '' 0 ''
  phase '200 as fast as they can, 16 with arrays of 100' 0 '' 100 ''
} >table
if ! end_server; then
  echo "bench: the server ended with $status" >&2
  failed=1
fi
# By sorting, as there may be tens of millions of records.
awk -v columns=id,amount,balance -f "$TOP/tests/pick.awk" book/ledger.csv |
  sort >posted
awk -F , '$2 == "accepted" { print $1 "," $4 "," $5 }' told | sort >kept
twice=$(cut -d , -f 1 posted | uniq -d | wc -l)
lost=$(comm -23 kept posted | wc -l)
[ "$twice" -eq 0 ] && [ "$lost" -eq 0 ] || failed=1
counted="$(wc -l <kept) records were answered as accepted; of these $lost are
not in the book as they were told, and $twice are there twice"
# It takes as long for a minute of them as all else.
if [ "$size" = quick ]; then
  is_kept book || { cat differs >&2; failed=1; }
fi
if [ "$size" = quick ] && command -v sqlite3 >/dev/null; then
  found=$(sqlite3 :memory: '.mode csv' 'create table told(id, fate, n, amount,
    balance)' '.import told told' '.import book/ledger.csv posted' \
    'create index posted_id on posted(id)' \
    'select count(*) from told where (select count(*) from posted p
    where p.id = told.id and p.amount = told.amount) = 1' 2>sqlite.err) ||
    cat sqlite.err >&2
  counted="$counted, sqlite3 $found"
  [ "$found" = "$(count_told)" ] || failed=1
fi
{
  machine "(its part bench-serve) each row for $seconds s, over loopback, with the clients on the same machine."
  echo
  cat table
  echo
  echo "$counted." | fmt -w 80
  echo
  sed 's/^/* /' shares
} >report
cat report
if [ "$size" != quick ]; then
  "$here/keep.sh" serve <report || exit 70
fi
exit "$failed"
