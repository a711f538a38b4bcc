#!/bin/bash
# From a bank's export to what an audit service is sent.
#
# The service charges for every batch, and one may hold so much and no more.
# Windows of 4 records and a cap of 1,000.00 are small enough to look at; usual
# are 1,000 records and 1,000,000.00.  The report says how many batches there
# must be at least, whoever packs them.
set -o pipefail
command -v balsys-ledger >/dev/null ||
  PATH=$(cd "$(dirname "$0")/.." && pwd)/build:$PATH
work=$(mktemp -d) || exit
trap 'rm -rf "$work"' EXIT
cd "$work" || exit

cat >export.csv <<'END'
Reference;Booked;Account;Amount
A-1;02/11/2026;payroll;-700.00
A-2;02/11/2026;sales;£ 450.00
A-3;03/11/2026;rent;(550.00)
A-4;03/11/2026;sales;£ 300.00
A-5;04/11/2026;sales;£ 1,000.00
A-6;05/11/2026;fees;12.50-
END

balsys-import -d ';' --id Reference --account Account --amount Amount \
  --time Booked --time-format %d/%m/%Y --zone Europe/London export.csv |
  balsys-ledger --closing closing.csv |
  tee posted.csv |
  balsys-batch --window 4 --cap 1000 --output submissions \
    --report windows.csv >submissions.json || exit

echo "To be sent, one submission a window:"
cat submissions.json
echo "How many batches, and how many there must be:"
cut -d , -f 1-7 windows.csv
echo "What the accounts hold:"
cut -d , -f 1,5 closing.csv
