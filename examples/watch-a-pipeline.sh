#!/bin/bash
# A pipeline that is watched: figures of each command for Prometheus, and one
# file of what happens.
#
# With node_exporter, FILE.prom is put into the folder that it was told, as in
# --metrics /var/lib/prometheus/node-exporter/ledger.prom; here a folder of our
# own stands in its place, and awk for what reads it.
set -o pipefail
command -v balsys-gen >/dev/null ||
  PATH=$(cd "$(dirname "$0")/.." && pwd)/build:$PATH
work=$(mktemp -d) || exit
trap 'rm -rf "$work"' EXIT
cd "$work" && mkdir prom || exit

# Options that make a command be watched, under this name.
watch() { echo --metrics "prom/$1.prom" --events events.csv; }

# One record in a hundred is no record.
# shellcheck disable=SC2046 # they are several words
balsys-gen --no-wait --count 5000 --accounts 3 --seed 1 \
  --start 2026-01-01T00:00:00Z $(watch gen) |
  awk -F , -v OFS=, 'NR % 100 == 2 { $4 = "?" } { print }' |
  balsys-ledger --quiet --book book $(watch ledger)
[ $? -le 1 ] || exit
# The service takes the third window at the second try.
# shellcheck disable=SC2016,SC2046 # the service's shell looks at it
balsys-batch --quiet --book book --retry-wait 0 $(watch batch) \
  --submit 'cat >>taken; [ $BALSYS_WINDOW != 3 ] || ! mkdir tried 2>/dev/null' \
  --output submissions || exit

# What can be scraped, but for times.
awk '!/^#/ && !/seconds/ && $2 != 0 {
  sub(/tool="[^"]*",/, "")
  sub(/balsys_/, "")
  printf "%-50s %s\n", $1, $2
}' prom/*.prom

# An alert: what was refused is more than a thousandth of what was read.
awk '/^balsys_records_(read|refused)_total/ {
  split($1, part, /[_{"]/)
  sum[part[3]] += $2
}
END {
  if (sum["refused"] * 1000 > sum["read"])
    print "alert: " sum["refused"] " of " sum["read"] " records refused"
}' prom/ledger.prom

# What became of windows, in order.
awk -F , '$3 ~ /^(window-submitted|submit-failed)$/ { print $3, $4 }' events.csv
