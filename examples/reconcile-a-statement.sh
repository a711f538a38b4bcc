#!/bin/bash
# Hold a bank's statement against the balances that it states itself.
#
#   examples/reconcile-a-statement.sh [STATEMENT.csv OPENING]
#
# Says where records are missing, there twice, or wrong: every line on which
# the gap between stated and computed changes.  Without operands it makes a
# statement in which two such things happened.
set -o pipefail
command -v balsys-ledger >/dev/null ||
  PATH=$(cd "$(dirname "$0")/.." && pwd)/build:$PATH
work=$(mktemp -d) || exit
trap 'rm -rf "$work"' EXIT

statement=${1-$work/statement.csv} opening=${2-1000.00}
if [ $# -eq 0 ]; then
  cat >"$statement" <<'END'
id,time,amount,balance
m-01,2026-11-02T09:00:00Z,2100.00,3100.00
m-02,2026-11-03T08:15:00Z,-650.00,2450.00
m-04,2026-11-05T17:40:00Z,-20.00,2417.50
m-05,2026-11-09T12:01:00Z,-4.25,2413.25
m-06,2026-11-12T12:03:00Z,-4.25,2409.00
m-07,2026-11-16T19:30:00Z,-99.99,2309.01
m-07,2026-11-16T19:30:00Z,-99.99,2309.01
m-08,2026-11-30T00:00:00Z,0.37,2309.38
END
fi

balsys-ledger --quiet --opening "$opening" --reconcile balance \
  --differences "$work/differences.csv" --closing "$work/closing.csv" \
  "$statement" >/dev/null
status=$?
if [ $status -gt 1 ]; then exit $status; fi

awk -F , 'NR > 1 {
  printf "line %d (%s): stated %s, computed %s, off by %s more\n",
    $(NF - 5), $(NF - 4), $(NF - 2), $(NF - 1), $NF
}' "$work/differences.csv"
awk -F , 'NR > 1 { print "the records add up to " $NF }' "$work/closing.csv"
