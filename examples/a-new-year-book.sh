#!/bin/bash
# Close a year's book and open the next one's: its accounts begin with what
# they held, and no id of the old year is taken again in the new one.
set -o pipefail
command -v balsys-ledger >/dev/null ||
  PATH=$(cd "$(dirname "$0")/.." && pwd)/build:$PATH
work=$(mktemp -d) || exit
trap 'rm -rf "$work"' EXIT
cd "$work" && mkdir books || exit

cat >2025.csv <<'END'
id,account,amount
2025-1,alice,300.00
2025-2,bob,120.50
2025-3,alice,-45.25
END
# The last record of the old year came late and stands here once more.
cat >2026.csv <<'END'
id,account,amount
2025-3,alice,-45.25
2026-1,bob,-20.50
2026-2,carol,10.00
END

balsys-ledger --book books/2025 2025.csv &&
  balsys-batch --book books/2025 --window 2 || exit

# The year's end: what the accounts hold.  An input must be there; a header
# will do.
head -n 1 2025.csv |
  balsys-ledger --book books/2025 --closing 2025.closing || exit

# The last window was never full.  Without a book the same records are packed
# the same way, and the last window, too: it is what comes behind those that
# the book has.
behind=$(($(wc -l <books/2025/batches.csv) + 1))
balsys-batch --window 2 books/2025/ledger.csv | tail -n "+$behind" \
  >2025.rest || exit
echo "The last window of 2025:"
cat 2025.rest

# The new book is made from balances and ids of the old one, and keeps copies,
# so that from then on neither option is needed.
balsys-ledger --book books/2026 --opening 2025.closing \
  --known books/2025/ledger.csv --quiet 2026.csv &&
  balsys-batch --book books/2026 --window 2 || exit
head -n 1 2026.csv |
  balsys-ledger --book books/2026 --closing 2026.closing || exit
echo "The book of 2026, and what accounts hold by now:"
cat books/2026/ledger.csv
cut -d , -f 1,5 2026.closing

# An auditor adds everything up again.
for year in 2025 2026; do
  balsys-ledger --check books/$year && balsys-batch --check books/$year || exit
done
echo "both books are what they should be"
