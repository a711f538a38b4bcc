#!/bin/bash
# Measure packing, print what came out beside what is asked for, and keep it
# in the README beside this script.
#
#   make bench-pack               in some four minutes
#   make bench-pack SIZE=full     with enough windows to tell 99.98 from 99.9 %
#
# All times are of the processor, on one core.  BALSYS_TEST_DATA names the
# folder in which binpack.tar.gz is; without it there is no second table.
set -u -o pipefail
cd "$(dirname "$0")/../.." || exit 70
BUILD=${BUILD:-build}
bench=$BUILD/tests/bench
size=${SIZE:-small}
work=$(mktemp -d "${TMPDIR:-/tmp}/balsys-bench.XXXXXX") || exit 70
trap 'rm -rf "$work"' EXIT
status=0

# The first number where the bench is small, the second where it is full.
pick() {
  if [ "$size" = full ]; then echo "$2"; else echo "$1"; fi
}

# row ASKED-SHARE ASKED-SPEED OPTIONS...: pack, and print it as a row.
row() {
  local share=$1 speed=$2
  shift 2
  "$bench/pack" "$@" >"$work/row" || { status=1; return; }
  awk -v share="$share" -v speed="$speed" -v options="$*" '
    NR > 1 {
      count = match(options, /-n [0-9]+/) ? substr(options, RSTART + 3,
        RLENGTH - 3) : 1000
      printf "| %s | %d | %d | %d | %d | %s (%s) | %s | %.3f | %d | %d | %s" \
        " | %.2f | %.1f | %d |\n", $1, count, $3, $4, $5, $6, $7, share,
        $8 / $4, $9, $11, speed, $12 / 1000, $13 / 1000, $15
    }
  ' "$work/row"
}

windows() {
  cat <<'END'
| sample | amounts | effort | windows | proven | % (95 % interval) | asked | mean gap | max gap | a second | asked | mean ms | max ms | max steps |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
END
  row '>= 99.9, aim 99.98' '>= 8000, aim 12000' -w "$(pick 100000 1000000)" gen
  row '>= 99.99, aim 99.999' '>= 3000' -e 6 -w "$(pick 50000 1000000)" gen
  for sample in lognormal pareto salaries thousands big60; do
    row '>= 99.95' '>= 5000' -w "$(pick 20000 100000)" $sample
  done
  for sample in to-cap .1-.9 .2-.8 thousands-to-cap; do
    row '>= 70' '>= 1000' -w "$(pick 2000 20000)" $sample
    row '>= 97' '>= 1, mean' -e 7 -w "$(pick 100 2000)" $sample
  done
  row '>= 75' '' -w "$(pick 500 5000)" .1-.5
  row '>= 95' '>= 0.1' -e 8 -w "$(pick 100 2000)" .1-.5
  for sample in .2-.5 .25-.5; do
    row '' '' -w "$(pick 200 2000)" $sample
    row 'gap <= 3, aim 0' '60 s each' -e 8 -w "$(pick 5 100)" $sample
  done
  row '>= 99' '>= 1' -n 100000 -w "$(pick 30 500)" gen
}

# What others need for the same windows, in batches above the bound of best.
peers() {
  echo '| sample | windows | bound | best | bfd | ffd | first-fit | next-fit |'
  echo '| --- | --- | --- | --- | --- | --- | --- | --- |'
  for sample in gen lognormal pareto salaries thousands big60 to-cap .1-.9 \
      .2-.8 .1-.5 .2-.5 .25-.5; do
    for method in best bfd ffd first-fit next-fit; do
      "$bench/pack" -m $method -w "$(pick 200 1000)" $sample ||
        echo "$sample failed"
    done | awk '
      $1 == "sample" { next }
      $2 == "best" { bound = $10 - $8; printf "| %s | %d | %d", $1, $4, bound }
      { printf " | +%d", $10 - bound }
      END { print " |" }
    '
  done
}

asked_of() {
  case $1 in
  Falkenauer_U | Falkenauer_T) echo '158 of 160 | 160 | ' ;;
  Schwerin_1 | Schwerin_2) echo '200 of 200 | | ' ;;
  Waescher) echo '15 | 17 | ' ;;
  Hard28) echo '16 | 24 | 28' ;;
  AI) echo '20 | 25 | ' ;;
  ANI) echo ' | 15 | 22' ;;
  esac
}

instances() {
  tar -xzf "$BALSYS_TEST_DATA/binpack.tar.gz" -C "$work" || return
  local folder
  folder=$(dirname "$(find "$work" -name bounds.csv)")
  "$bench/instances" -t 60 "$folder" >"$work/instances" || status=1
  cat <<'END'
| class | instances | proven | in 1 s | 10 s | 60 s | asked: 1 s | 10 s | 60 s | slowest (s) |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
END
  while read -r class count proven one ten sixty slowest; do
    [ "$class" = class ] && continue
    echo "| $class | $count | $proven | $one | $ten | $sixty |" \
      "$(asked_of "$class") | $slowest |"
  done <"$work/instances"
}

# The processor's seconds of a command: user and system.
seconds_of() {
  local TIMEFORMAT='%U %S'
  { time "$@" >/dev/null 2>"$work/err"; } 2>&1 | awk '{ print $1 + $2 }'
}

end_to_end() {
  local count seconds
  count=$(pick 1000000 5000000)
  "$BUILD/balsys-gen" --no-wait --count "$count" --seed 1 >"$work/gen.csv"
  seconds=$(seconds_of "$BUILD/balsys-batch" "$@" "$work/gen.csv")
  awk -v n="$count" -v s="$seconds" -v o="$*" 'BEGIN {
    printf "| `balsys-batch %s` | %d | %.2f | %d |\n", o, n / 1000, s,
      n / 1000 / s }'
}

ends() {
  local jobs=
  "$BUILD/balsys-batch" --help | grep -q -e --jobs && jobs='--jobs 1'
  echo '| command | windows | seconds | windows a second |'
  echo '| --- | --- | --- | --- |'
  for method in best bfd ffd first-fit; do
    # shellcheck disable=SC2086 # it is two words, or none
    end_to_end $jobs --method $method
  done
  echo
  echo 'Asked of the default: at least 3500 a second, aim 5000.'
}

machine() {
  echo "Measured $(date -u +%Y-%m-%d) at $(git rev-parse --short HEAD)" \
    "$(git diff --quiet HEAD || echo '(changed) ')with" \
    "$(${CC:-cc} --version | head -n 1), $(uname -s) $(uname -m)," \
    "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)," \
    "by \`make bench-pack${SIZE:+ SIZE=$SIZE}\`."
}

report() {
  machine
  printf '\n### Windows, cap 100000000, seed 1\n\n'
  windows
  printf '\n### Batches, above the bounds that best knows\n\n'
  peers
  printf '\n### From CSV to CSV, balsys-gen --seed 1\n\n'
  ends
  printf '\n### Public instances, effort 9\n\n'
  if [ -n "${BALSYS_TEST_DATA-}" ]; then
    instances
  else
    echo 'BALSYS_TEST_DATA does not say where they are.'
  fi
  return $status
}

report | tee "$work/report"
status=${PIPESTATUS[0]}
tests/bench/keep.sh pack <"$work/report" || status=70
exit "$status"
