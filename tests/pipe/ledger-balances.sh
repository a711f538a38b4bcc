#!/bin/bash
# Balances of 20,000 records are those that sqlite3 and awk compute in whole
# pence; a statement made of them reconciles, and a record that is missing in
# it is one difference.
set -u
if ! command -v sqlite3 >sqlite3; then
  echo "skip - ledger-balances: there is no sqlite3"
  exit
fi
result() { if [ "$1" -eq 0 ]; then echo "ok - $2"; else echo "not ok - $2"; fi; }

# An LCG whose products awk holds exactly.
awk 'function random(n) { x = x * 16807 % 2147483647; return x % n }
  BEGIN {
    x = 20261123
    print "id,account,amount"
    for (i = 1; i <= 20000; i++) {
      sign = random(2) ? "-" : random(9) ? "" : "+"
      printf "%d,acc%d,%s%d", i, random(50), sign, random(500000)
      if (random(10))
        printf ".%02d", random(100)
      print ""
    }
  }' >in.csv

balsys-ledger in.csv >out.csv
result $? 'balances: 20,000 records are accepted'
cut -d , -f 4 out.csv | tail -n +2 >balances

# Text to pence, whatever is missing.
awk -F , 'NR > 1 {
    negative = sub(/^-/, "", $3); sub(/^\+/, "", $3)
    n = split($3, part, ".")
    pence = part[1] * 100 + (n > 1 ? part[2] : 0)
    sum[$2] += negative ? -pence : pence
    s = sum[$2]; sign = ""
    if (s < 0) { s = -s; sign = "-" }
    printf "%s%.0f.%02d\n", sign, (s - s % 100) / 100, s % 100
  }' in.csv | cmp balances -
result $? 'balances: as awk adds whole pence'

sqlite3 -batch :memory: '.mode csv' '.import in.csv r' \
  "with pence as (select rowid as n, account,
     cast(replace(case when instr(amount, '.') then amount
       else amount || '.00' end, '.', '') as integer) as p from r),
   sums as (select n, sum(p) over (partition by account order by n) as s
     from pence)
   select printf('%s%d.%02d', case when s < 0 then '-' else '' end,
     abs(s) / 100, abs(s) % 100) from sums order by n;" |
  tr -d '\r' | cmp balances -
result $? 'balances: as a window of sqlite3'

balsys-ledger out.csv --reconcile balance --differences none.csv >again.csv
result $? 'balances: a statement of them reconciles'
[ "$(wc -l <none.csv)" -eq 1 ]
result $? 'balances: and has no differences'
cut -d , -f 5 again.csv | tail -n +2 | cmp balances -
result $? 'balances: computed again they are the same'

missing() {
  sed "$1d" out.csv | balsys-ledger --quiet --reconcile balance \
    --differences one.csv >again.csv
  [ $? -eq 1 ] && [ "$(wc -l <one.csv)" -eq 2 ]
  result $? "balances: without line $1 there is one difference"
}
missing 2
missing 777
missing 15000

split -l 5000 in.csv part.
balsys-ledger part.aa <(gzip -c part.ab) - part.ad part.ae <part.ac |
  cmp out.csv -
result $? 'balances: several inputs are one'
