# Figures are those that sqlite3 computes in whole pennies from the same lines:
# of the whole and of every account.
set -o pipefail

# 20,000 seeded records of 60 accounts with awkward names, some without a time.
awk 'BEGIN {
  srand(20261122)
  print "id,time,account,amount"
  for (i = 1; i <= 20000; i++) {
    n = int(60 * rand())
    account = n == 0 ? "" : n == 1 ? "\"a \"\"b\"\", c\"" : n == 2 ? "é" : \
      "acc" n
    time = sprintf("2026-11-%02dT%02d:%02d:%02d.%06dZ", 1 + int(28 * rand()),
      int(24 * rand()), int(60 * rand()), int(60 * rand()),
      int(1000000 * rand()))
    printf "%d,%s,%s,%s%d.%02d\n", i, i % 7 == 0 ? "" : time, account,
      rand() < 0.5 ? "-" : "", int(500000 * rand()), int(100 * rand())
  }
}' | balsys-ledger --opening 1000.00 >in.csv || exit

# As far as it does not go by quantiles or in order of time.
balsys-stats --format csv in.csv >whole.csv || exit
balsys-stats --by account --format csv in.csv >accounts.csv || exit
columns=credits_count,credits_sum,debits_count,debits_sum,net,absolute,min,max
columns=$columns,mean,balance_opening,balance_closing,balance_min
columns=$columns,balance_min_time,balance_max,balance_max_time,time_first
columns=$columns,time_last
sqlite3 -csv :memory: '.import whole.csv got' \
  "select records,accounts,$columns from got" >whole.got || exit
sqlite3 -csv :memory: '.import accounts.csv got' \
  "select account,records,$columns from got" >accounts.got || exit

cat >figures.sql <<'EOF'
.mode csv
.separator , "\n"
.import in.csv raw
create table t as select rowid as n, time, account,
  cast(replace(amount, '.', '') as integer) as amount,
  cast(replace(balance, '.', '') as integer) as balance from raw;
create table side as select account,
  (select balance - amount from t u where u.account = t.account
    order by n limit 1) as opening,
  (select balance from t u where u.account = t.account
    order by n desc limit 1) as closing from t group by account;
create index by_account on t (account, n);
.headers off
EOF
money() {
  # Pennies as pounds, by text alone.
  printf "(case when %s < 0 then '-' else '' end || (abs(%s) / 100) || '.' ||
    substr('0' || (abs(%s) %% 100), -2))" "$1" "$1" "$1"
}
figures() {
  echo "count(*), ${1:+$1,}
    sum(amount >= 0), $(money 'sum(max(amount, 0))'),
    sum(amount < 0), $(money 'sum(min(amount, 0))'),
    $(money 'sum(amount)'), $(money 'sum(abs(amount))'),
    $(money 'min(abs(amount))'), $(money 'max(abs(amount))'),
    $(money '((2 * sum(abs(amount)) + count(*)) / (2 * count(*)))'),
    $(money "$2"), $(money "$3"),
    $(money 'min(balance)'), $(first_at min "$4"),
    $(money 'max(balance)'), $(first_at max "$4"),
    min(nullif(time, '')), max(nullif(time, ''))"
}
# The earliest time of a record that left the least balance, or the greatest, of
# these records.
first_at() {
  echo "(select min(nullif(time, '')) from t u where $2 and
    u.balance = (select $1(u.balance) from t u where $2))"
}
{
  cat figures.sql
  echo "select $(figures 'count(distinct account)' \
    '(select sum(opening) from side)' '(select sum(closing) from side)' true)
    from t;"
} | sqlite3 :memory: >whole.wanted || exit
{
  cat figures.sql
  echo "select account, $(figures '' \
    '(select opening from side s where s.account = t.account)' \
    '(select closing from side s where s.account = t.account)' \
    'u.account = t.account') from t group by account order by account;"
} | sqlite3 :memory: >accounts.wanted || exit

# One program quotes what the other need not.
diff <(tr -d '"' <whole.got) <(tr -d '"' <whole.wanted) || exit
diff <(tr -d '"' <accounts.got) <(tr -d '"' <accounts.wanted) ||
  exit
[ "$(wc -l <accounts.wanted)" -eq 60 ]
