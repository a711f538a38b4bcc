# A real bank's file comes through whole: every field as awk and date(1) turn
# it, and as many differences from the bank's balances as sqlite3 counts.
[ -n "${BALSYS_TEST_DATA-}" ] || { echo 'BALSYS_TEST_DATA is not set'; exit 77; }
set -eu -o pipefail
file=$BALSYS_TEST_DATA/czech-bank-1993.asc.gz
status=0
balsys-import -d ';' --id trans_id --account account_id --time date \
  --time-format %y%m%d --zone Europe/Prague --amount amount \
  --debit-when type=VYDAJ,VYBER --balance balance --final-newline=optional \
  --rejects rejects.csv "$file" >got.csv || status=$?
[ $status -eq 1 ]
[ "$(wc -l <got.csv)" -eq 49103 ]
[ "$(wc -l <rejects.csv)" -eq 2 ]

# The oracle: whole lines, no quotes, the sign from the type, midnights in UTC.
gzip -dc "$file" | tr -d '"\r' >raw
cut -d ';' -f 3 raw | sed 1d | grep -E '^[0-9]{6}$' | sort -u >days
sed 's/^/19/' days | TZ=Europe/Prague date -f - +@%s |
  TZ=UTC date -f - +%Y-%m-%dT%H:%M:%S.000000Z | paste -d ' ' days - >times
awk -F ';' 'NR == FNR { split($0, t, " "); time[t[1]] = t[2]; next }
  FNR == 1 { print "id,time,account,amount,balance"; next }
  NF == 10 { sign = $4 == "PRIJEM" ? "" : "-"
    print $1 "," time[$3] "," $2 "," sign $6 "," $7 }' times raw >wanted.csv
cmp wanted.csv got.csv

status=0
balsys-ledger --quiet --reconcile balance --differences differences.csv \
  got.csv >ledger.csv || status=$?
[ $status -eq 1 ]
sqlite3 -batch :memory: >wanted.lines <<'SQL'
.mode csv
.import wanted.csv t
WITH cents AS (SELECT rowid AS line, account,
    CAST(ROUND(amount * 100) AS INTEGER) AS amount,
    CAST(ROUND(balance * 100) AS INTEGER) AS balance FROM t),
  gaps AS (SELECT line, account, balance - SUM(amount) OVER
    (PARTITION BY account ORDER BY line) AS gap FROM cents),
  changes AS (SELECT line, gap - LAG(gap, 1, 0) OVER
    (PARTITION BY account ORDER BY line) AS change FROM gaps)
SELECT line + 1 FROM changes WHERE change <> 0 ORDER BY line;
SQL
sed 1d differences.csv | cut -d , -f 2 | cmp wanted.lines -
[ "$(wc -l <wanted.lines)" -eq 13681 ]
