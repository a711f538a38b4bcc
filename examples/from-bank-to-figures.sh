#!/bin/bash
# From a bank's file, with a line that cannot be read and one that is missing,
# to figures in JSON.
#
# Nothing is passed over in silence: what cannot be read is in rejects.csv,
# where the bank's balances disagree is in differences.csv, and each step's
# status says so.
set -o pipefail
command -v balsys-ledger >/dev/null ||
  PATH=$(cd "$(dirname "$0")/.." && pwd)/build:$PATH
work=$(mktemp -d) || exit
trap 'rm -rf "$work"' EXIT
cd "$work" || exit

# The sign is in another column: Soll is a debit.  Record 2 has a letter O in
# its amount, and record 4, of 100,00, is missing.
cat >konto.csv <<'END'
Nr;Tag;Art;Betrag;Saldo
1;02.11.2026;Haben;2.100,00;2.100,00
2;03.11.2026;Soll;1O,50;2.089,50
3;04.11.2026;Soll;50,00;2.039,50
5;06.11.2026;Soll;250,00;1.689,50
6;09.11.2026;Haben;60,50;1.750,00
END

# 1 is not the end: some records were refused, or some balances differ.
check() {
  local status
  for status; do
    if [ "$status" -gt 1 ]; then exit "$status"; fi
  done
}

balsys-import --quiet -d ';' --decimal , --id Nr --amount Betrag \
  --debit-when Art=Soll --time Tag --time-format %d.%m.%Y \
  --zone Europe/Berlin --balance Saldo --rejects rejects.csv konto.csv |
  balsys-ledger --quiet --reconcile balance --differences differences.csv \
    >posted.csv
check "${PIPESTATUS[@]}"
balsys-stats --format json --currency EUR posted.csv >figures.json
check $?

echo "Refused:"
cut -d , -f 2- rejects.csv
echo "Stated and computed balances part here, by so much:"
cut -d , -f 3,5- differences.csv
echo "Figures of the rest, with the balances that the bank states:"
cat figures.json
