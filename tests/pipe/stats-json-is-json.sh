# What is written as JSON is JSON, whatever accounts are called, and says what
# CSV says.
set -o pipefail

{
  echo id,time,account,amount,balance,window,batch
  # Every byte that a line can hold, in a name of its own; then some odder.
  for i in $(seq 1 255); do
    case $i in
    10 | 13 | 34 | 44) continue ;;
    esac
    printf '%d,,x%b,1.00,1.00,1,%d\n' $i "\\0$(printf %o $i)y" $i
  done
  printf '300,2026-11-22T06:50:00Z,,-5.00,-5.00,2,1\n'
  printf '301,,"""",7.00,7.00,2,1\n302,,"a,b",7.00,7.00,2,1\n'
  printf '303,,\355\240\200,7.00,7.00,2,1\n304,,\\,7.00,7.00,2,2\n'
} >in.csv

balsys-stats --format json --currency GBP in.csv >whole.json &&
  balsys-stats --format json --by account in.csv >accounts.json &&
  balsys-stats --format csv in.csv >whole.csv &&
  balsys-stats --format csv --by account in.csv >accounts.csv || exit
[ "$(wc -l <whole.json)" -eq 1 ] && [ "$(wc -l <accounts.json)" -eq 1 ] ||
  exit

sqlite3 :memory: >said <<'EOF' || exit
.mode csv
.import whole.csv csv
create table j as select cast(readfile('whole.json') as text) as j;
create table a as select cast(readfile('accounts.json') as text) as a;
.headers off
.mode list
select json_valid(j) from j;
select json_valid(a) from a;
select count(*) from csv, j where
  records = json_extract(j, '$.records') and
  accounts = json_extract(j, '$.accounts') and
  credits_sum = json_extract(j, '$.credits.sum') and
  debits_sum = json_extract(j, '$.debits.sum') and
  debits_count = json_extract(j, '$.debits.count') and
  net = json_extract(j, '$.net') and
  max = json_extract(j, '$.max') and
  balance_closing = json_extract(j, '$.balance.closing') and
  time_last = json_extract(j, '$.time.last') and
  windows = json_extract(j, '$.windows') and
  batches_count = json_extract(j, '$.batches.count') and
  0 + batches_fill_mean = json_extract(j, '$.batches.fill_mean') and
  batches_above_bound = json_extract(j, '$.batches.above_bound') and
  proven_count = json_extract(j, '$.proven.count') and
  json_extract(j, '$.refused') = 0 and
  json_extract(j, '$.currency') = 'GBP';
select count(*), sum(json_extract(value, '$.records')),
  json_extract(a, '$.by') from a, json_each(a, '$.groups');
EOF
accounts=$(($(wc -l <accounts.csv) - 1))
diff - said <<EOF
1
1
1
$accounts|256|account
EOF
