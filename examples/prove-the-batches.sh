#!/bin/bash
# Pack windows, and have it checked by programs that know nothing of balsys
# that no batch is over the cap, and that there cannot be fewer.
set -o pipefail
command -v balsys-batch >/dev/null ||
  PATH=$(cd "$(dirname "$0")/.." && pwd)/build:$PATH
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d) || exit
trap 'rm -rf "$work"' EXIT
cd "$work" || exit

balsys-gen --no-wait --count 3000 --seed 7 --start 2026-01-01T00:00:00Z \
  --max 1000000 >stream.csv || exit
balsys-batch --window 500 --certificate certificate.csv --report report.csv \
  stream.csv >batches.csv || exit

echo "Checked, how records are packed, and the bounds that few lines can check:"
awk -f "$here/check-certificate.awk" certificate.csv || exit

echo "The bounds that take more:"
sort -t , -k 1,1n -k 8,8nr certificate.csv |
  awk -f "$here/check-l3.awk" || exit
"${CC:-cc}" -O2 -o check-duals "$here/check-duals.c" &&
  ./check-duals <certificate.csv || exit

# A certificate could be right and of other records: these are pence, too.
echo "Is it a certificate of these records, all of them?"
diff <(awk -F , 'NR > 1 { gsub(/[-.]/, "", $4); print $1 "," $4 + 0 }' \
  stream.csv) <(awk -F , 'NR > 1 { print $11 "," $8 }' certificate.csv) &&
  echo "yes"

# And batches.csv says the same of each: window, batch.
diff <(awk -F , 'NR > 1 { print $1 "," $5 "," $6 }' batches.csv | sort) \
  <(awk -F , 'NR > 1 { print $11 "," $1 "," $9 }' certificate.csv | sort) &&
  echo "and they are in these batches"
