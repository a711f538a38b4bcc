#!/bin/bash
# Which of 20,000 records limits allow is what awk finds in whole pence.
set -u
result() { if [ "$1" -eq 0 ]; then echo "ok - $2"; else echo "not ok - $2"; fi; }

{
  echo account,min_balance,max_amount
  for i in $(seq 0 2 39); do echo "$i,-$((i * 100)).00,$((i * 20 + 100)).00"; done
} >limits.csv
awk 'function random(n) { x = x * 16807 % 2147483647; return x % n }
  BEGIN {
    x = 99
    print "id,account,amount"
    for (i = 1; i <= 20000; i++)
      printf "%d,%d,%s%d.%02d\n", i, random(40), random(2) ? "-" : "",
        random(1000), random(100)
  }' >in.csv
awk -F , 'function pence(text, negative, part) {
    negative = sub(/^-/, "", text)
    split(text, part, ".")
    return (part[1] * 100 + part[2]) * (negative ? -1 : 1)
  }
  NR == FNR { if (FNR > 1) { least[$1] = pence($2); most[$1] = pence($3) } next }
  FNR > 1 {
    p = pence($3)
    low = $2 in least ? least[$2] : -5000
    after = balance[$2] + p
    if (($2 in most && (p < 0 ? -p : p) > most[$2]) || (p < 0 && after < low))
      print $1 ",refused,limit"
    else {
      print $1 ",accepted,"
      balance[$2] = after
    }
  }' limits.csv in.csv >wanted
balsys-ledger --quiet --limits limits.csv --min-balance -50 \
  --outcomes outcomes.csv in.csv >out.csv
[ $? -eq 1 ]
result $? 'limits: refusals make the status 1'
cut -d , -f 1-3 outcomes.csv | tail -n +2 | cmp wanted -
result $? 'limits: allowed is what awk allows'
grep -q accepted wanted && grep -q refused wanted
result $? 'limits: some are allowed and some not'
