#!/bin/bash
# Take a day's file, correct by hand what was refused, and give the whole file
# again: nothing is posted twice.
#
# The second run is told what the first one decided (--known) and where its
# balances ended (--opening), so the two outputs together are what one run over
# a faultless file would have written.
set -o pipefail
command -v balsys-ledger >/dev/null ||
  PATH=$(cd "$(dirname "$0")/.." && pwd)/build:$PATH
work=$(mktemp -d) || exit
trap 'rm -rf "$work"' EXIT
cd "$work" || exit

cat >day.csv <<'END'
id,account,amount
t1,shop,120.00
t2,shop,-15.00
t3,shop,"1,250.00"
t4,till,80
END

balsys-ledger --unique --rejects rejects.csv --closing closing.csv \
  day.csv >first.csv || [ $? -eq 1 ] || exit

# What was refused, to be looked at.
cut -d , -f 2- rejects.csv

# The correction: an amount is written without a thousands separator.
sed 's/"1,250.00"/1250.00/' day.csv >corrected.csv

balsys-ledger --known first.csv --opening closing.csv corrected.csv \
  >second.csv || exit
cat first.csv second.csv
