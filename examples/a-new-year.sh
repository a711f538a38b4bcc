#!/bin/bash
# Close a year and open the next: its accounts begin with what they held, and
# no id of the old year is taken again in the new one.
set -o pipefail
command -v balsys-ledger >/dev/null ||
  PATH=$(cd "$(dirname "$0")/.." && pwd)/build:$PATH
work=$(mktemp -d) || exit
trap 'rm -rf "$work"' EXIT
cd "$work" || exit

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

balsys-ledger --unique --closing 2025.closing 2025.csv >2025.out || exit
balsys-ledger --opening 2025.closing --known 2025.out \
  --closing 2026.closing 2026.csv >2026.out || exit
cat 2026.out 2026.closing

# What was held at the end is what was held at the beginning and all that was
# posted since, which another program can add up as well.
awk -F , '
  function cents(amount) { sub(/\./, "", amount); return amount }
  FNR == 1 { next }
  FILENAME == "2025.closing" { sum += cents($5) }
  FILENAME == "2026.out" { sum += cents($3) }
  FILENAME == "2026.closing" { sum -= cents($5) }
  END { exit sum != 0 }
' 2025.closing 2026.out 2026.closing && echo "the years add up"
