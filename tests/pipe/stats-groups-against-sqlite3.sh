#!/bin/bash
# The figures of every minute, hour, day and window, in UTC and by the clocks of
# a zone, are those that sqlite3 computes in whole pennies from the same lines.
set -u -o pipefail
check() {
  if eval "$2"; then echo "ok - $1"; else echo "not ok - $1"; fi
}

# Four days around the end of summer time in London, in no order, and some
# without a time; the sums in batches of any kind.
awk 'BEGIN {
  srand(26)
  print "id,time,account,amount,window,batch"
  for (i = 1; i <= 8000; i++) {
    time = sprintf("2026-10-%02dT%02d:%02d:%02d.%06dZ", 24 + int(4 * rand()),
      int(24 * rand()), int(60 * rand()), int(60 * rand()),
      int(1000000 * rand()))
    if (i % 9 == 0) time = ""
    printf "%d,%s,acc-%d,%s%d.%02d,%d,%d\n", i, time, 5 * rand(),
      rand() < 0.5 ? "-" : "", int(5000 * rand()), int(100 * rand()),
      1 + int((i - 1) / 170), 1 + int((i - 1) % 170 / 7)
  }
}' >batches.csv
cut -d , -f 1-4 batches.csv >in.csv

# What balsys tells of a group, without what only some have.
got() {
  balsys-stats --format csv "$@" | awk -F , -v OFS=, '
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    { print $1, $at["records"], $at["credits_count"], $at["credits_sum"],
      $at["debits_count"], $at["debits_sum"], $at["net"], $at["absolute"],
      $at["min"], $at["max"], $at["mean"], $at["time_first"],
      $at["time_last"] }'
}

money() {
  printf "(case when %s < 0 then '-' else '' end || (abs(%s) / 100) || '.' ||
    substr('0' || (abs(%s) %% 100), -2))" "$1" "$1" "$1"
}
# wanted KEY: the same of the groups that have the same KEY.
wanted() {
  sqlite3 :memory: <<END | tr -d '"'
.mode csv
.separator , "\n"
.import batches.csv raw
create table t as select *, substr(time, 1, 19) as instant,
  datetime(substr(time, 1, 19), 'localtime') as local,
  cast(replace(amount, '.', '') as integer) as p from raw;
select k, count(*), sum(p >= 0), $(money 'sum(max(p, 0))'), sum(p < 0),
  $(money 'sum(min(p, 0))'), $(money 'sum(p)'), $(money 'sum(abs(p))'),
  $(money 'min(abs(p))'), $(money 'max(abs(p))'),
  $(money '((2 * sum(abs(p)) + count(*)) / (2 * count(*)))'),
  min(nullif(time, '')), max(nullif(time, ''))
from (select *, case when time = '' then '' else $1 end as k from t)
group by k order by min(time);
END
}

for by in day:10: hour:13:':00:00Z' minute:16:':00Z'; do
  IFS=: read -r unit len end <<<"$by"
  got --by "$unit" in.csv >got.csv
  wanted "substr(time, 1, $len) || '$end'" >wanted.csv
  check "by $unit" 'cmp got.csv wanted.csv && [ "$(wc -l <got.csv)" -gt 4 ]'
done

got --by window batches.csv >got.csv
sqlite3 :memory: >wanted.csv <<END
.mode csv
.separator , "\n"
.import batches.csv raw
create table t as select *, cast(window as integer) as w,
  cast(replace(amount, '.', '') as integer) as p from raw;
create table b as select w, batch, sum(abs(p)) as total, count(*) as n
  from t group by w, batch;
select w, count(*), sum(n), min(total), sum(total) from b group by w order by w;
END
# Records without a time are of their window, too.
awk -F , 'NR > 1 { n[$5]++ } END { for (w in n) print w "," n[w] }' \
  batches.csv | sort -n >counts.csv
check 'by window: the records' 'cmp <(cut -d , -f 1,2 got.csv) counts.csv'
balsys-stats --by window --cap 30000 --format csv batches.csv |
  awk -F , 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    { print $1 "," $at["batches_count"] "," $at["batches_fill_min"] "," \
      $at["batches_fill_mean"] "," $at["batches_records_mean"] }' >got.csv
awk -F , '
  function share(part, whole) { return int(part * 10000 / whole + 0.5) / 10000 }
  { printf "%s,%d,%.4f,%.4f,%.4f\n", $1, $2, share($4, 3000000),
    share($5, 3000000 * $2), share($3, $2) }' wanted.csv >shares.csv
check 'by window: batches and how full they are' 'cmp got.csv shares.csv'

# Clocks go back at 01:00 UTC on the 25th: the hour from one is there twice.
offset="printf('%+03d:00',
  (strftime('%s', local) - strftime('%s', instant)) / 3600)"
export TZ=Europe/London
got --by day --zone Europe/London in.csv >got.csv
wanted "substr(local, 1, 10)" >wanted.csv
check 'by day, in London' 'cmp got.csv wanted.csv'
got --by hour --zone Europe/London in.csv >got.csv
wanted "substr(local, 1, 10) || 'T' || substr(local, 12, 2) || ':00:00' ||
  $offset" >wanted.csv
check 'by hour, in London' 'cmp got.csv wanted.csv'
check 'an hour that is there twice is two' \
  '[ "$(grep -c "^2026-10-25T01:00:00+0[01]:00," got.csv)" -eq 2 ]'
export TZ=America/New_York
got --by minute --zone America/New_York in.csv >got.csv
wanted "substr(local, 1, 10) || 'T' || substr(local, 12, 5) || ':00' ||
  $offset" >wanted.csv
check 'by minute, in New York' 'cmp got.csv wanted.csv'
check 'whatever the zone of who runs it' \
  'TZ=Asia/Tokyo got --by minute --zone America/New_York in.csv |
    cmp - wanted.csv'

# The greatest first, equal ones in their order.
got --by hour in.csv >all.csv
got --by hour --top 7 in.csv >top.csv
check '--top has the greatest sums' \
  'tr -d . <all.csv | sort -t , -k 8,8nr -k 1,1 | sed -n 1,7p |
    cut -d , -f 1,8 | cmp - <(tr -d . <top.csv | cut -d , -f 1,8)'
printf 'id,account,amount\n1,b,5\n2,a,-5\n3,c,5\n4,d,4\n' >equal.csv
check 'equal ones in their order' \
  '[ "$(got --by account --top 3 equal.csv | cut -d , -f 1 | tr -d "\n")" = abc ]'
