#!/bin/bash
# What --unique makes of 20,000 records with few ids is what sqlite3 finds:
# the first of an id is accepted, the same again a duplicate, another content
# refused, and the same refused line known.
set -u
if ! command -v sqlite3 >sqlite3; then
  echo "skip - ledger-unique: there is no sqlite3"
  exit
fi
result() { if [ "$1" -eq 0 ]; then echo "ok - $2"; else echo "not ok - $2"; fi; }

awk 'function random(n) { x = x * 16807 % 2147483647; return x % n }
  BEGIN {
    x = 4711
    print "id,account,amount"
    for (i = 1; i <= 20000; i++)
      printf "%d,%d,%d\n", random(6000), random(2), random(2) + 1
  }' >in.csv
sqlite3 -batch :memory: '.mode csv' '.import in.csv r' \
  "select id, case
     when row_number() over (partition by id order by rowid) = 1
       then 'accepted'
     when first_value(account || ' ' || amount)
       over (partition by id order by rowid) = account || ' ' || amount
       then 'duplicate'
     when row_number() over (partition by id, account, amount
       order by rowid) = 1 then 'refused'
     else 'known' end from r order by rowid;" | tr -d '\r' >wanted

balsys-ledger --unique --outcomes outcomes.csv in.csv >out.csv 2>err
[ $? -eq 1 ]
result $? 'unique: conflicts make the status 1'
cut -d , -f 1,2 outcomes.csv | tail -n +2 | cmp wanted -
result $? 'unique: outcomes as sqlite3 finds them'
counts() { grep -c ",$1\$" wanted; }
tail -n 1 err | grep -q ": read 20000 = accepted $(counts accepted) + refused \
$(counts refused) + duplicate $(counts duplicate) + known $(counts known)\$"
result $? 'unique: and so they are added up'
[ "$(wc -l <out.csv)" -eq $(($(counts accepted) + 1)) ]
result $? 'unique: what is accepted is written'

# Given again in any way, nothing is news.
balsys-ledger --unique --quiet in.csv in.csv | cmp out.csv -
result $? 'unique: the same file twice changes nothing'
balsys-ledger --known out.csv --quiet in.csv >again.csv
[ "$(wc -l <again.csv)" -eq 1 ]
result $? 'unique: what an earlier run wrote is known'
balsys-ledger --known outcomes.csv --quiet in.csv >again.csv
[ "$(wc -l <again.csv)" -eq 1 ]
result $? 'unique: what an earlier run decided is known'
