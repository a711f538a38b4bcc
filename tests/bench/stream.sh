#!/bin/bash
# shellcheck disable=SC2016 # backquotes are Markdown
# Measure the stream path against other programs that do the same, and against
# what any program must spend; print one table and keep it in the README beside
# this script.
#
#   make bench               in some two minutes
#   make bench SIZE=full     with 10 million lines
#
# Who is compared runs in turn, on the same file, into a pipe.  Before anything
# is timed, its output is compared with that of an independent program: where
# they differ, the status is 1.
set -u -o pipefail
cd "$(dirname "$0")/../.." || exit 70
export TOP=$PWD BUILD=$PWD/${BUILD:-build} LC_ALL=C TZ=UTC
export PATH=$BUILD:$BUILD/tests/bench:$PATH
here=$TOP/tests/bench
size=${SIZE:-small}
work=$(mktemp -d "${TMPDIR:-/tmp}/balsys-bench.XXXXXX") || exit 70
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 70
# shellcheck source=tests/bench/measure.sh
. "$here/measure.sh"
oracle='mawk'
command -v mawk >log || oracle='awk'

# The first number where the bench is small, the second where it is full.
pick() {
  if [ "$size" = full ]; then echo "$2"; else echo "$1"; fi
}

# Standard input to a file, by large blocks as cp(1) does: how it was written
# decides how fast it can be read.
put() {
  dd of="$1" obs=1M status=none
}

# peer WHAT ROUNDS FILE COMMAND LEAST AIM [COMMAND]: another program, against
# balsys-ledger, or what is given last.
peer() {
  local ratio
  measure "$2" "${7-balsys-ledger $3}" "$4" ||
    { failed "$1" "${5:+$5x}" "${6:+$6x}"; return; }
  ratio=$(calc %.2f "${cpu[1]} / ${cpu[0]}")
  row "$1" "${ratio}x" "$(calc %.2f "${wall[1]} / ${wall[0]}")x" \
    "${5:+$5x}" "${6:+$6x}" "$(verdict "$ratio" "$5" "$6")" \
    "$(speed "$3" "${cpu[0]}" "${kib[0]}"); ${4%% *}: $(speed "$3" \
    "${cpu[1]}" "${kib[1]}")"
}

# The file is half.csv.
sqlite_script() {
  cat <<'END'
.mode csv
.import half.csv record
.mode list
.separator , "\n"
.headers on
with pence as (select rowid n, *, cast(replace(amount, '.', '') as integer) p
    from record),
  sums as (select *, sum(p) over (partition by account order by n
    rows unbounded preceding) s from pence)
  select id, time, account, amount, printf('%s%d.%02d',
    case when s < 0 then '-' else '' end, abs(s) / 100, abs(s) % 100) balance
  from sums order by n;
END
}

peers() {
  local what script="-f $here/ledger.awk"
  what='ledger against mawk, exact integer pence'
  if has mawk; then
    same "$what" "mawk $script main.csv" 'balsys-ledger main.csv'
    peer "$what" 7 main.csv "mawk $script main.csv" 9 13
  else
    skip "$what" 9x 13x mawk
  fi
  what='ledger against gawk, the same script'
  if has gawk; then
    same "$what" "gawk $script half.csv" 'balsys-ledger half.csv'
    peer "$what" 5 half.csv "gawk $script half.csv" '' ''
  else
    skip "$what" '' '' gawk
  fi
  # Miller adds binary fractions: its balances are not compared.
  what='ledger against Miller, `step -a rsum`'
  if has mlr; then
    peer "$what" 5 half.csv \
      'mlr --icsv --ocsv step -a rsum -f amount -g account half.csv' 35 50
  else
    skip "$what" 35x 50x mlr
  fi
  what='ledger against sqlite3, .import and a window sum'
  if has sqlite3; then
    sqlite_script >ledger.sql
    same "$what" 'sqlite3 -batch :memory: <ledger.sql' 'balsys-ledger half.csv'
    peer "$what" 5 half.csv 'sqlite3 -batch :memory: <ledger.sql' 50 80
  else
    skip "$what" 50x 80x sqlite3
  fi
  peer 'ledger against libcsv with empty callbacks' 9 main.csv \
    'libcsv <main.csv' 1.4 2.1
}

# Datamash has no running sum, but a total for every group.
closing_sums() {
  local what='stats --by account against datamash -s -g, closing sums'
  local sums='datamash -t , -s --header-in -R 2 -g 3 sum 4 count 4 <half.csv'
  local stats='balsys-stats --by account --format csv half.csv'
  local columns='NR > 1 { print $1 "," $7 "," $2 ".00" }'
  if has datamash; then
    same "$what" "$sums" "$stats | $oracle -F , '$columns'"
    peer "$what" 5 half.csv "$sums" '' '' "$stats"
  else
    skip "$what" '' '' datamash
  fi
}

# figures COLUMNS [FILE]: of a file by stats, as a line of CSV.
figures() {
  echo "balsys-stats --format csv ${2-} | sed 1d | cut -d , -f $1"
}

# Quantiles and all: against a ledger, which keeps no figures, and against those
# who keep every amount and sort them.  Their quantiles are of signed amounts;
# what they and stats both know exactly is compared, without signs the mean, too.
all_figures() {
  local what='stats with quantiles against balsys-ledger' ratio
  local sizes="sed 's/,-/,/' half.csv |" stats='balsys-stats half.csv'
  local asked='sum 4 min 4 max 4 mean 4 median 4 perc:90 4 perc:99 4'
  if measure 9 'balsys-stats main.csv' 'balsys-ledger main.csv'; then
    ratio=$(calc %.2f "${cpu[0]} / ${cpu[1]}")
    row "$what" "$ratio" "$(calc %.2f "${wall[0]} / ${wall[1]}")" 1.5 '' \
      "$(verdict "$ratio" 1.5 '' most)" \
      "$(speed main.csv "${cpu[0]}" "${kib[0]}")"
  else
    failed "$what" 1.5 ''
  fi
  what='stats against datamash, with median and percentiles'
  if has datamash; then
    same "$what" 'datamash -t , --header-in -R 2 sum 4 <half.csv' \
      "$(figures 7 half.csv)"
    same "$what" "$sizes datamash -t , --header-in -R 2 min 4 max 4 mean 4" \
      "$(figures 9-11 half.csv)"
    peer "$what" 5 half.csv \
      "datamash -t , --header-in count 4 $asked <half.csv" 15 25 "$stats"
  else
    skip "$what" 15x 25x datamash
  fi
  what='stats against Miller, `stats1` with percentiles'
  asked='count,sum,min,max,mean,p50,p90,p99'
  if has mlr; then
    same "$what" "$sizes mlr --icsv --ocsv --headerless-csv-output \
      --ofmt %.2lf stats1 -a count,min,max -f amount" \
      "$(figures 1,9-10 half.csv)"
    peer "$what" 5 half.csv \
      "mlr --icsv --ojson stats1 -a $asked -f amount half.csv" 40 70 "$stats"
  else
    skip "$what" 40x 70x mlr
  fi
}

# Both figures are of the wall.
in_a_pipe() {
  local what='`cat f \| balsys-ledger \| cat` against `cat f \| cat \| cat`'
  local ratio
  measure 9 'cat main.csv | balsys-ledger | cat' 'cat main.csv | cat | cat' ||
    { failed "$what" 0.25 0.40; return; }
  ratio=$(calc %.2f "${wall[1]} / ${wall[0]}")
  row "$what" "$(calc %.2f "${cpu[1]} / ${cpu[0]}")" "$ratio" \
    'wall 0.25' 'wall 0.40' "$(verdict "$ratio" 0.25 0.40)" \
    "wall: $(speed main.csv "${wall[0]}"); cat: $(speed main.csv "${wall[1]}")"
}

# gzipped WHAT LEDGER LEAST AIM: against a bare loop of zlib's inflate().
gzipped() {
  local ratio
  same "$1" "$oracle -f $here/ledger.awk half.csv" "$2 half.csv.gz"
  measure 7 "$2 half.csv.gz" 'inflate <half.csv.gz' ||
    { failed "$1" "${3:+wall $3}" "${4:+wall $4}"; return; }
  ratio=$(calc %.2f "${wall[1]} / ${wall[0]}")
  row "$1" "$(calc %.2f "${cpu[1]} / ${cpu[0]}")" "$ratio" \
    "${3:+wall $3}" "${4:+wall $4}" "$(verdict "$ratio" "$3" "$4")" \
    "wall: $(speed half.csv "${wall[0]}" "${kib[0]}"); inflate: $(speed \
    half.csv "${wall[1]}" "${kib[1]}")"
}

# What is built may inflate by libisal: then zlib's turn comes first.
over_gzip() {
  local what='ledger over .gz, against a bare zlib inflate loop'
  gzip -c half.csv | put half.csv.gz
  ldd "$BUILD/balsys-ledger" >log 2>&1
  if ! grep -q libisal log; then
    gzipped "$what (zlib build)" balsys-ledger 0.85 0.95
  elif make -s -C "$TOP" BUILD=build/zlib ISAL=no build/zlib/balsys-ledger \
      >&2; then
    gzipped "$what (zlib build)" "$TOP/build/zlib/balsys-ledger" 0.85 0.95
    gzipped "$what (libisal build)" balsys-ledger '' ''
  else
    failed "$what" 'wall 0.85' 'wall 0.95'
  fi
  rm -f half.csv.gz
}

# make_variant KIND LINES: variant.csv.
make_variant() {
  head -n $(($2 + 1)) half.csv |
    $oracle -v kind="$1" -f "$here/variant.awk" | put variant.csv
}

# quoted WHAT KIND: fields in quotes in every line, against libcsv.
quoted() {
  make_variant "$2" "$half"
  same "$1" "$oracle -f $here/reference.awk variant.csv" \
    'balsys-ledger variant.csv'
  peer "$1" 7 variant.csv 'libcsv <variant.csv' 0.6 0.8
}

# variant WHAT LEAST: how fast variant.csv is, per byte, beside half.csv.
variant() {
  local per_byte bytes
  same "$1" "$oracle -f $here/reference.awk variant.csv" \
    'balsys-ledger variant.csv'
  measure 7 'balsys-ledger half.csv' 'balsys-ledger variant.csv' ||
    { failed "$1" "$2" ''; return; }
  bytes="$(bytes_of variant.csv) / $(bytes_of half.csv)"
  per_byte=$(calc %.2f "${cpu[0]} / ${cpu[1]} * $bytes")
  row "per byte, $1, beside the main file" "$per_byte" \
    "$(calc %.2f "${wall[0]} / ${wall[1]} * $bytes")" "$2" '' \
    "$(verdict "$per_byte" "$2" '')" \
    "$(speed variant.csv "${cpu[1]}" "${kib[1]}")"
}

variants() {
  balsys-gen "${gen[@]}" --count "$half" | put variant.csv
  variant 'one account' 0.60
  make_variant uuid "$half"
  variant 'ids as UUIDs, 36 bytes' 0.60
  make_variant wide "$(pick 250000 "$half")"
  variant '12 columns of 20 bytes more' 0.60
  make_variant iban "$half"
  variant 'account names of 34 bytes (IBAN)' 0.60
  make_variant turns "$half"
  variant 'no account again before all others' 0.60
  make_variant crlf "$half"
  variant 'CRLF lines' 0.60
  # No figure is set: such a table is larger than the caches.
  make_variant million "$half"
  variant 'a million accounts' ''
  million_kib=${kib[1]-}
  rm -f variant.csv
}

# rate WHAT FILE LEAST AIM COMMAND: millions of lines in a second.
rate() {
  local got lines
  lines=$(lines_of "$2")
  measure 5 "$5" || { failed "$1" "$3" "$4"; return; }
  got=$(calc %.1f "$lines * 1000 / ${cpu[0]}")
  row "$1" "$got M" "$(calc %.1f "$lines * 1000 / ${wall[0]}") M" \
    "${3:+$3 M}" "${4:+$4 M}" "$(verdict "$got" "$3" "$4")" \
    "$(speed "$2" "${cpu[0]}" "${kib[0]}")"
}

# Every id is new.
unique() {
  local what='ledger --unique, lines a second'
  same "$what" "$oracle -f $here/ledger.awk main.csv" \
    'balsys-ledger --unique main.csv'
  rate "$what" main.csv '' '' 'balsys-ledger --unique main.csv'
}

# What remembers where an id stands: bytes of memory at the worst moment.
places_of_ids() {
  local what millions nanos bytes most
  for millions in 1 3 10 $(pick '' 30); do
    what="an id of $millions million, by where it stands: bytes"
    read -r nanos bytes most < <(places "${millions}000000") ||
      { failed "$what" 48 24; continue; }
    row "$what" '' '' 48 24 "$(verdict "$most" 48 24 most)" \
      "$bytes, while it grows $most; $nanos ns"
  done
}

# The ledger's output is what batch and stats are given.
rates() {
  local what='gen --no-wait, lines a second'
  holds "$what" "$oracle -f $here/stream.awk half.csv"
  rate "$what" main.csv 15 30 \
    "balsys-gen ${gen[*]} --accounts 1000 --count $main"
  balsys-ledger half.csv | put ledger.csv
  what='batch, lines a second'
  holds "$what" "balsys-batch ledger.csv |
    $oracle -v input=ledger.csv -f $here/batches.awk"
  rate "$what" ledger.csv '' '' 'balsys-batch ledger.csv'
  what='stats, lines a second'
  same "$what" "$oracle -f $here/figures.awk ledger.csv" \
    "$(figures 1-14,16,22-23 ledger.csv)"
  rate "$what" ledger.csv '' '' 'balsys-stats ledger.csv'
  rm -f ledger.csv
}

# How many groups a ledger writes: each is synced once.  The median of five.
count_groups() {
  for _ in 1 2 3 4 5; do
    rm -rf book syncs
    FAULT_UNDER=$PWD/book FAULT_LOG=$PWD/syncs \
      LD_PRELOAD=$BUILD/tests/fault/shim.so \
      balsys-ledger --book book main.csv || return
    grep -c '^fdatasync /ledger.csv' syncs
  done | sort -n | sed -n 3p
}

# Both figures are of the wall; what a disk does decides them.
on_disk() {
  local what='ledger --book against `write` and `fdatasync` alone'
  local groups len ratio
  groups=$(count_groups) || { failed "$what" 'wall 0.70' ''; return; }
  same "$what" "$oracle -f $here/ledger.awk main.csv" 'cat book/ledger.csv'
  len=$(calc %d "$(bytes_of book/ledger.csv) / $groups + 1")
  put all.csv <book/ledger.csv
  measure 9 'rm -rf book; balsys-ledger --book book main.csv' \
    "rm -f synced; sync synced $len <all.csv" ||
    { failed "$what" 'wall 0.70' ''; return; }
  ratio=$(calc %.2f "${wall[1]} / ${wall[0]}")
  row "$what" "$(calc %.2f "${cpu[1]} / ${cpu[0]}")" "$ratio" 'wall 0.70' '' \
    "$(verdict "$ratio" 0.70 '')" "wall: $(speed all.csv "${wall[0]}" \
    "${kib[0]}"); sync: $(speed all.csv "${wall[1]}"), $groups groups of $len"
  what="the same in groups of 128 KiB, a writer's block"
  measure 9 'rm -rf book; balsys-ledger --book book main.csv' \
    'rm -f synced; sync synced 131072 <all.csv' ||
    { failed "$what" '' ''; return; }
  row "$what" "$(calc %.2f "${cpu[1]} / ${cpu[0]}")" \
    "$(calc %.2f "${wall[1]} / ${wall[0]}")" '' '' '' \
    "wall: $(speed all.csv "${wall[0]}"); sync: $(speed all.csv "${wall[1]}")"
  rm -rf book synced all.csv
}

# A book of ten million ids: its memory, and how soon it goes on.
large_book() {
  local what='ledger --book, ten million ids: bytes an id, over 4 MiB'
  local bytes
  balsys-gen "${gen[@]}" --accounts 1000 --count 10000000 | put large.csv
  head -n 2 large.csv >again.csv
  measure 1 'rm -rf book; balsys-ledger --book book large.csv' ||
    { failed "$what" 48 24; return; }
  bytes=$(calc %.1f "(${kib[0]} - 4096) * 1024 / 10000000")
  row "$what" '' '' 48 24 "$(verdict "$bytes" 48 24 most)" \
    "$(speed large.csv "${wall[0]}" "${kib[0]}")"
  what='ledger --book, starting with ten million, seconds'
  measure 5 'balsys-ledger -q --book book again.csv' ||
    { failed "$what" 'wall 0.2' ''; return; }
  row "$what" "$(calc %.3f "${cpu[0]} / 1e9")" \
    "$(calc %.3f "${wall[0]} / 1e9")" 'wall 0.2' '' \
    "$(verdict "$(calc %.3f "${wall[0]} / 1e9")" 0.2 '' most)" ''
  what='the same without its checkpoint, against reading it once'
  measure 3 'rm -f book/ledger.ckpt; balsys-ledger -q --book book again.csv' \
    'balsys-ledger -q large.csv' || { failed "$what" '' ''; return; }
  row "$what" "$(calc %.2f "${cpu[0]} / ${cpu[1]}")x" \
    "$(calc %.2f "${wall[0]} / ${wall[1]}")x" '' '' '' \
    "$(calc '%.2f s of the processor' "${cpu[0]} / 1e9")"
  rm -rf book large.csv
}

# memory WHAT KIB LEAST AIM: at most so many MiB.
memory() {
  local mib
  if [ -z "$2" ]; then
    failed "peak memory, $1" "$3 MiB" "$4 MiB"
    return
  fi
  mib=$(calc %.1f "$2 / 1024")
  row "peak memory, $1" '' '' "$3 MiB" "$4 MiB" \
    "$(verdict "$mib" "$3" "$4" most)" "$mib MiB"
}

memories() {
  measure 3 'balsys-ledger main.csv' 'balsys-stats main.csv'
  memory 'ledger, 1,000 accounts' "${kib[0]-}" 4 3
  memory 'ledger, a million accounts' "$million_kib" 120 80
  memory 'stats without --by' "${kib[1]-}" 4 3
  balsys-gen "${gen[@]}" --accounts 100000 --count "$main" | put many.csv
  measure 3 'balsys-stats many.csv'
  memory 'stats without --by, 100,000 accounts' "${kib[0]-}" 4 3
  rm -f many.csv
}

# median REMAINDER COLUMN: of three lines that are every other one.
median() {
  awk -v odd="$1" -v column="$2" 'NR % 2 == odd { print $column }' latency.out |
    sort -n | sed -n 2p
}

latency_row() {
  local ratio
  ratio=$(calc %.2f "$2 / $3")
  row "$1" '' "${ratio}x" "$4x" "$5x" "$(verdict "$ratio" "$4" "$5" most)" \
    "$(calc '%.0f us; cat: %.0f us' "$2 / 1000" "$3 / 1000")"
}

# Four that pass every line on; batch does where windows are of one.  Medians of
# three, as a moment in which the machine had other work decides a percentile.
latencies() {
  local four='balsys-ledger | balsys-ledger --as second'
  local what='four filters, 50 lines a second, against four `cat`'
  four="$four | balsys-batch --window 1 | balsys-ledger --as third"
  for _ in 1 2 3; do
    latency -n "$(pick 250 1000)" "$four" 'cat | cat | cat | cat'
  done >latency.out
  if [ "$(lines_of latency.out)" -ne 6 ]; then
    failed "$what" '2x, 3x' '1.3x, 2x'
    return
  fi
  latency_row "$what: p50" "$(median 1 1)" "$(median 0 1)" 2 1.3
  latency_row "$what: p99" "$(median 1 2)" "$(median 0 2)" 3 2
}

trickles() {
  local what='one line a `write`, against mawk -W interactive, lines a second'
  local ratio n
  if ! has mawk; then
    skip "$what" 'wall 3x' 'wall 6x' mawk
    return
  fi
  n=$(pick 200000 1000000)
  head -n $((n + 1)) half.csv | put few.csv
  same "$what" "mawk -f $here/ledger.awk few.csv" \
    'trickle few.csv | balsys-ledger'
  measure 5 'trickle few.csv | balsys-ledger' \
    "trickle few.csv | mawk -W interactive -f $here/ledger.awk" ||
    { failed "$what" 'wall 3x' 'wall 6x'; return; }
  ratio=$(calc %.2f "${wall[1]} / ${wall[0]}")
  row "$what" "$(calc %.2f "${cpu[1]} / ${cpu[0]}")x" "${ratio}x" \
    'wall 3x' 'wall 6x' "$(verdict "$ratio" 3 6)" \
    "$(calc '%.2f M; mawk: %.2f M' "$n * 1000 / ${wall[0]}" \
    "$n * 1000 / ${wall[1]}")"
}

report() {
  machine "$main lines of $(calc %.1f "$(bytes_of main.csv) / $main") bytes," \
    "$half where others are slow."
  cat <<'END'

| what | CPU | wall | at least | aim | verdict | in figures |
| --- | --- | --- | --- | --- | --- | --- |
END
  peers
  in_a_pipe
  over_gzip
  quoted 'account in quotes in every line, against libcsv' account-quoted
  quoted 'every field in quotes, against libcsv' all-quoted
  variants
  rates
  unique
  closing_sums
  all_figures
  memories
  places_of_ids
  on_disk
  large_book
  latencies
  trickles
  return "$status"
}

main=$(pick 2000000 10000000) half=$(pick 1000000 10000000)
gen=(--no-wait --seed 1 --start 2026-01-01T00:00:00Z)
balsys-gen "${gen[@]}" --accounts 1000 --count "$main" | put main.csv ||
  exit 70
if [ "$half" = "$main" ]; then
  ln -s main.csv half.csv
else
  head -n $((half + 1)) main.csv | put half.csv
fi
report | tee report.md
status=${PIPESTATUS[0]}
"$here/keep.sh" stream <report.md || status=70
exit "$status"
