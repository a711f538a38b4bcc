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

balsys-stats --format csv in.csv | head -n 2 | tail -n 1 | cut -d , -f 1-16 \
  >whole.got || exit
balsys-stats --by account --format csv in.csv >accounts.got || exit

cat >figures.sql <<'E2'
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
E2
money() {
  # Pennies as pounds, by text alone.
  printf "(case when %s < 0 then '-' else '' end || (abs(%s) / 100) || '.' ||
    substr('0' || (abs(%s) %% 100), -2))" "$1" "$1" "$1"
}
figures() {
  echo "count(*), ${1:+$1,}
    sum(amount >= 0), $(money 'coalesce(sum(amount) filter (where amount >= 0), 0)'),
    sum(amount < 0), $(money 'coalesce(sum(amount) filter (where amount < 0), 0)'),
    $(money 'sum(amount)'), $(money 'sum(abs(amount))'),
    $(money 'min(abs(amount))'), $(money 'max(abs(amount))'),
    $(money "$2"), $(money "$3"), $(money 'min(balance)'),
    $(money 'max(balance)'), min(nullif(time, '')), max(nullif(time, ''))"
}
{
  cat figures.sql
  echo "select $(figures 'count(distinct account)' \
    '(select sum(opening) from side)' '(select sum(closing) from side)')
    from t;"
} | sqlite3 :memory: >whole.wanted || exit
{
  cat figures.sql
  echo "select account, $(figures '' \
    '(select opening from side s where s.account = t.account)' \
    '(select closing from side s where s.account = t.account)')
    from t group by account order by account;"
} | sqlite3 :memory: >accounts.wanted || exit

# One program quotes what the other need not.
diff <(tr -d '"' <whole.got) <(tr -d '"' <whole.wanted) || exit
diff <(tail -n +2 accounts.got | tr -d '"') <(tr -d '"' <accounts.wanted) ||
  exit
[ "$(wc -l <accounts.wanted)" -eq 60 ]
