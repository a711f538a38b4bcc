# Means, quantiles, when balances were reached, pauses, rates and the busiest
# periods are those that sqlite3 finds by looking at all lines: of records in
# order with pauses and ties, in windows, in no order, and of real files.
set -u -o pipefail

# A figure a line, called as the columns of CSV are; a quantile is the exact one.
cat >figures.sql <<'EOF'
.import --csv ledger.csv raw
create table t as select rowid as n, time,
  strftime('%s', substr(time, 1, 19)) * 1000000 + substr(time, 21, 6) as micros,
  abs(cast(replace(amount, '.', '') as integer)) as size,
  cast(replace(balance, '.', '') as integer) as balance from raw;
create table timed as select n, micros, micros -
  lag(micros) over (order by n) as gap from t where time <> '';
create table sizes as select size, row_number() over (order by size) as rank
  from t;
create table known as select count(*) as timed, min(micros) as first,
  max(micros) as last, ifnull(min(gap) >= 0, 1) as in_order,
  count(case when gap > 60000000 then 1 end) as pauses,
  ifnull(sum(case when gap > 60000000 then gap end), 0) as idle from timed;

create table periods as select length,
  micros - ((micros % length) + length) % length as began, count(*) as records
  from timed, (select 1000000 as length union select 60000000)
  group by 1, 2;
create table spans as select length, (max(began) - min(began)) / length as span,
  max(records) as most from periods group by length;
create table peaks as select length, min(began) as began, records
  from periods join spans using (length), known
  where records = most and (in_order or span < 32768) group by length;

create table rates as select 'rate_mean' as name,
  (timed - 1 - pauses) as count, last - first - idle as time
  from known where in_order
  union all select 'rate_overall', timed - 1, last - first from known;

create table text as select 0 as place, '' as name, '' as value;
insert into text select 1, 'mean', (2 * sum(size) + count(*)) / (2 * count(*))
  from t;
insert into text select 2, 'quantiles_' || name,
  (select size from sizes where rank =
    ((select count(*) from t) * part + 999) / 1000)
  from (select 'p50' as name, 500 as part union select 'p90', 900 union
    select 'p99', 990 union select 'p99.9', 999);
insert into text select 3, 'balance_min_time', min(time) from t
  where time <> '' and balance = (select min(balance) from t);
insert into text select 4, 'balance_max_time', min(time) from t
  where time <> '' and balance = (select max(balance) from t);
insert into text select 5, 'time_idle',
  printf('%d.%06d', idle / 1000000, idle % 1000000) from known where in_order;
insert into text select 6, 'time_pauses', pauses from known where in_order;
insert into text select 7, name, printf('%d.%04d', r / 10000, r % 10000)
  from (select name, (count * 20000000000 + time) / (2 * time) as r from rates
    where time > 0);
insert into text select 8, name || '_time', strftime('%Y-%m-%dT%H:%M:%S',
  began / 1000000, 'unixepoch') || '.000000Z'
  from peaks join (select 1000000 as length, 'busiest_second' as name union
    select 60000000, 'busiest_minute') using (length);
insert into text select 9, case length when 60000000 then 'busiest_minute'
  else 'busiest_second' end || '_records', records from peaks;
insert into text select 10, 'rate_peak', records from peaks
  where length = 1000000;
.mode list
.separator ' '
select name, value from text where place > 0 and value <> '' order by name;
EOF

# The same figures of what is on standard input, by balsys-stats.
told() {
  balsys-stats --format csv | awk -F , '
    NR == 1 { split($0, name) }
    NR == 2 { for (i = 1; i <= NF; i++)
      if (name[i] ~ /^(mean$|quantiles|rate|busiest|time_(idle|pauses)$)/ ||
          name[i] ~ /^balance_.*_time$/)
        if ($i != "")
          print name[i], $i }' | LC_ALL=C sort
}

# Equal but for quantiles, which may be a thousandth off, and for money, which
# sqlite3 counts in pence.
compare() {
  awk '
    NR == FNR { wanted[$1] = $2; next }
    { got = $2
      if ($1 == "mean" || $1 ~ /^quantiles/)
        sub(/\./, "", got)
      near = $1 ~ /^quantiles/ && (got - wanted[$1]) * 1000 <= wanted[$1] &&
        (wanted[$1] - got) * 1000 <= wanted[$1]
      if (!($1 in wanted) || (!near && got "" != wanted[$1] "")) {
        print $1 ": " got ", wanted " wanted[$1]
        bad = 1
      }
      delete wanted[$1] }
    END {
      for (name in wanted) {
        print name ": not told, wanted " wanted[name]
        bad = 1
      }
      exit bad
    }' wanted got
}

# check NAME FIGURES [COMMAND]: is all of ledger.csv, or of what command prints
# of it, and are these figures, by number, among what sqlite3 finds?
check() {
  if sqlite3 -batch :memory: <figures.sql | LC_ALL=C sort >wanted &&
      [ "$(wc -l <wanted)" -eq "$2" ] &&
      eval "${3-cat} <ledger.csv" | told >got && compare; then
    echo "ok - $1"
  else
    cat wanted
    echo "not ok - $1"
  fi
}

# generate GAP [START]: 20,000 records of five accounts; gap is what awk works
# out for each: microseconds from the one before, the first from start.
generate() {
  awk -v now="${2-1700000000123456}" 'BEGIN {
    srand(1)
    print "id,time,account,amount"
    for (i = 1; i <= 20000; i++) {
      now += '"$1"'
      whole = int(now / 1000000)
      if (whole * 1000000 > now)
        whole--
      printf "%d,%d.%06d,a%d,%s%d.%02d\n", i, whole, now - whole * 1000000,
        i % 5, rand() < 0.5 ? "-" : "", int(exp(rand() * 13)),
        int(100 * rand())
    }
  }' | as_text | balsys-ledger --quiet >ledger.csv
}

# Seconds since 1970 in the second column as times.
as_text() {
  sed 1d >numbers
  cut -d , -f 2 numbers | cut -d . -f 1 | sed 's/^/@/' |
    TZ=UTC date -f - +%Y-%m-%dT%H:%M:%S >seconds
  echo id,time,account,amount
  paste -d , numbers seconds |
    awk -F , '{ split($2, t, "."); print $1 "," $5 "." t[2] "Z," $3 "," $4 }'
}

# With ties, seconds that are all alike, gaps of exactly a minute and one more.
generate 'int(rand() * 3) * 333333'
check 'thirds of a second, and ties' 16
generate 'i % 100 == 0 ? 60000000 + (i % 200 == 0) : 20000'
check 'pauses of a minute, and of a microsecond more' 16
[ "$(sed -n 's/^time_pauses //p' wanted)" -eq 100 ] || echo 'not ok - pauses'
generate 'rand() < 0.01 ? int(rand() * 100000000000) : int(rand() * 1000000)'
check 'pauses of up to a day' 16
generate 'int(rand() * 40000000)' -300000000000000
check 'before 1970' 16
check 'in windows, in the order of batches' 16 'balsys-batch --window 700'
check 'in windows as large as are put in order' 16 'balsys-batch --window 16384'

# Of these it is not known who waited for whom.
generate 'int(rand() * 2000000) - 900000'
check 'in no order, within some hours' 13
generate 'int(rand() * 200000000) - 90000000'
check 'in no order, within days' 10

# Every second record has no time.
generate 'int(rand() * 200000000)'
awk -F , 'BEGIN { OFS = FS } NR % 2 == 0 { $2 = "" } 1' ledger.csv >half &&
  mv half ledger.csv
check 'half of them without a time' 16

# 50 a second, with a night in between.
{
  balsys-gen --no-wait --seed 1 --start 2026-11-22T06:50:00.123456Z \
    --count 7001
  balsys-gen --no-wait --seed 2 --start 2026-11-23T08:00:00.7Z --count 3000 \
    --first-id 7002
} | balsys-ledger --quiet >ledger.csv
check '50 a second, with a night in between' 16
[ "$(sed -n 's/^rate_mean //p' got)" = 50.0000 ] ||
  echo 'not ok - the rate is not exactly 50'

head -n 2 ledger.csv >one && mv one ledger.csv
check 'one record' 14

real() {
  local name=$1
  shift
  balsys-import --quiet --final-newline=optional "$@" |
    balsys-ledger --quiet >ledger.csv
  [ "$(wc -l <ledger.csv)" -gt 5000 ] || echo "not ok - import of $name"
}

if [ -z "${BALSYS_TEST_DATA-}" ]; then
  echo 'skip - real files: BALSYS_TEST_DATA is not set'
  exit
fi
real 'a bank' -d ';' --id trans_id --account account_id --time date \
  --time-format %y%m%d --zone Europe/Prague --amount amount \
  --debit-when type=VYDAJ,VYBER "$BALSYS_TEST_DATA/czech-bank-1993.asc.gz"
check "a bank's transactions of fifteen months, by day" 15
real 'a city' --encoding latin1 --id 'Transaction Number' \
  --time 'Payment Date' --time-format %d/%m/%Y --zone Europe/London \
  --amount Amount "$BALSYS_TEST_DATA/leeds-2020-06.csv.gz"
check "a city's payments of a month" 8
real 'a city, earlier' --id 'Transaction number' --time 'Date paid' \
  --time-format %d/%m/%Y --zone Europe/London --amount 'Net amount' \
  "$BALSYS_TEST_DATA/leeds-2011-09.csv.gz"
check "a city's payments of another month" 8
