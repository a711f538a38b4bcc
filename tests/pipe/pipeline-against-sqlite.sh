# The whole pipeline over 30,000 seeded records of 50 accounts, every figure
# derived again by sqlite3 from what the generator wrote: balances, the records
# of every window, the sums of every batch, the report, the summary.
set -o pipefail
balsys-gen --no-wait --count 30000 --accounts 50 --seed 3 \
  --start 2026-01-01T00:00:00Z >gen.csv || exit 1
<gen.csv balsys-ledger --closing closing.csv |
  balsys-batch --window 700 --report report.csv |
  tee batch.csv |
  balsys-stats --format json >stats.json || exit 1
sqlite3 -batch >results <<'SQL'
.mode csv
.import gen.csv gen
.import batch.csv batch
.import closing.csv closing
.import report.csv report
.mode list
.separator ' '
create table pence as
  select cast(id as integer) id, account, cast(replace(amount, '.', '') as integer) amount,
    (cast(id as integer) - 1) / 700 + 1 window from gen;
create table packed as
  select cast(id as integer) id, account, cast(replace(amount, '.', '') as integer) amount,
    cast(replace(balance, '.', '') as integer) balance,
    cast(window as integer) window, cast(batch as integer) batch from batch;
create table sums as
  select id, sum(amount) over (partition by account order by id) balance from pence;
select 'records', count(*) = 30000 from packed;
select 'each record once', count(*) = 30000 from packed join pence using (id, account, amount, window);
select 'balances', count(*) = 30000 from packed join sums using (id, balance);
select 'no batch over the cap', max(total) <= 100000000 from
  (select sum(abs(amount)) total from packed group by window, batch);
select 'batches counted from 1', count(*) = 0 from
  (select window, max(batch) m, count(distinct batch) n, min(batch) l from packed group by window)
  where m <> n or l <> 1;
select 'closing balances', count(*) = 50 from closing c join
  (select account, count(*) n, sum(max(amount, 0)) cr, sum(min(amount, 0)) db from pence group by account) p
  on p.account = c.account and p.n = c.count
  and p.cr = cast(replace(c.credits, '.', '') as integer)
  and p.db = cast(replace(c.debits, '.', '') as integer)
  and p.cr + p.db = cast(replace(c.balance, '.', '') as integer);
create table truth as
  select window, count(*) count, sum(abs(amount)) total, max(batch) batches,
    (sum(abs(amount)) + 99999999) / 100000000 lower_bound, min(id) first_id, max(id) last_id
  from packed group by window;
select 'report', count(*) = 43 from report r join truth t
  on t.window = cast(r.window as integer) and t.count = cast(r.count as integer)
  and t.batches = cast(r.batches as integer)
  and t.total = cast(replace(r.total, '.', '') as integer)
  and cast(r.lower_bound as integer) between t.lower_bound and t.batches
  and t.first_id = cast(r.first_id as integer) and t.last_id = cast(r.last_id as integer)
  and r.proven = iif(t.batches = cast(r.lower_bound as integer), 'yes', 'no')
  and r.bound <> '' and r.method <> '' and cast(r.steps as integer) > 0;
create table stats as select readfile('stats.json') j;
create table money as select 'net' k, sum(amount) v from pence
  union select 'absolute', sum(abs(amount)) from pence
  union select 'min', min(abs(amount)) from pence
  union select 'max', max(abs(amount)) from pence
  union select 'credits.sum', sum(max(amount, 0)) from pence
  union select 'debits.sum', sum(min(amount, 0)) from pence
  union select 'balance.min', min(balance) from sums
  union select 'balance.max', max(balance) from sums
  union select 'balance.opening', 0
  union select 'balance.closing', sum(amount) from pence;
select 'stats ' || k, v = cast(replace(json_extract(j, '$.' || k), '.', '') as integer)
  and typeof(json_extract(j, '$.' || k)) = 'text' from money, stats;
create table counts as select 'records' k, 30000 v
  union select 'accounts', 50
  union select 'credits.count', sum(amount >= 0) from pence
  union select 'debits.count', sum(amount < 0) from pence
  union select 'windows', 43
  union select 'batches.count', sum(batches) from truth
  union select 'batches.lower_bound', sum(lower_bound) from truth
  union select 'batches.above_bound', sum(batches - lower_bound) from truth
  union select 'proven.count', sum(batches = lower_bound) from truth;
select 'stats ' || k, v = json_extract(j, '$.' || k) from counts, stats;
select 'stats fill_mean', abs(json_extract(j, '$.batches.fill_mean') * 1.0 - (select sum(total) * 1.0 / (sum(batches) * 100000000.0) from truth)) <= 0.000051 from stats;
SQL
awk '{ ok = $NF == 1; sub(/ [^ ]*$/, ""); print (ok ? "ok - " : "not ok - ") $0 }' results
[ "$(wc -l <results)" -eq 27 ] || echo "not ok - all 27 figures were compared: $(wc -l <results)"
