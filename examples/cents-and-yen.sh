#!/bin/bash
# Two currencies, two streams: each has its own number of decimals.
#
# A stream is of one currency, so a mixed export is taken apart first, and the
# yen go through a ledger of their own, with --scale 0.  An amount that is
# finer than its currency is refused, never rounded.
set -o pipefail
command -v balsys-ledger >/dev/null ||
  PATH=$(cd "$(dirname "$0")/.." && pwd)/build:$PATH
work=$(mktemp -d) || exit
trap 'rm -rf "$work"' EXIT
cd "$work" || exit

cat >mixed.csv <<'END'
id,account,amount,currency
1,london,250.00,GBP
2,tokyo,48000,JPY
3,london,-19.99,GBP
4,tokyo,-1250.5,JPY
5,tokyo,-980,JPY
END

# The records of one currency, behind the header.
only() {
  awk -F , -v currency="$1" 'NR == 1 || $NF == currency' mixed.csv
}

only GBP | balsys-ledger --scale 2 || exit
only JPY | balsys-ledger --scale 0
[ $? -le 1 ]
