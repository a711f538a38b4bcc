# However a stream is divided, the summaries of its parts come to what the one
# summary of all of it comes to, byte for byte, in whatever order they are
# merged, also as merges of merges; and that is what sqlite3 counts.
set -u -o pipefail

# The lines of a file in 100 parts, each with its header: every line by lot, or
# runs of lines that follow each other.  Some parts are empty.
divide() {
  rm -rf parts
  mkdir parts
  awk -v how="$1" 'BEGIN {
    srand(how == "runs" ? 3 : 4)
    run = 50
    for (i = 0; i < 100; i++) {
      part[i] = sprintf("parts/%02d", i)
      cut[i] = rand()
    }
  }
  NR == FNR { lines++; next }
  FNR == 1 { for (i = 0; i < 100; i++) print >part[i]; next }
  how == "runs" && rand() < 100 / lines { run = int(rand() * 99) }
  { print >part[how == "runs" ? run : int(rand() * 99)] }' "$2" "$2"
}

# balsys-stats, for which refused lines are no trouble here.
stats() {
  local status=0
  balsys-stats --quiet "$@" || status=$?
  [ "$status" -le 1 ]
}

formats() {
  local format
  for format in text csv json prometheus; do
    stats --format $format --merge "$@" || return
  done
}

# Lines in an order of its own, always the same.
shuffle() {
  shuf --random-source=<(yes "$1")
}

# NAME, FILE, how to divide it, and options: the law, for all formats.
holds() {
  local name=$1 file=$2 how=$3 part i
  shift 3
  {
    divide "$how" "$file" &&
    stats "$@" --save whole.sum "$file" >/dev/null &&
    for part in parts/??; do
      stats "$@" --save "$part.sum" "$part" >/dev/null || return
    done &&
    formats whole.sum >wanted &&
    mapfile -t parts < <(printf '%s\n' parts/*.sum | shuffle 1) &&
    formats "${parts[@]}" >got && cmp wanted got &&
    for i in 0 1 2 3 4 5 6 7 8 9; do
      stats --save tree.$i --merge "${parts[@]:i * 10:10}" >/dev/null ||
        return
    done &&
    stats --save tree.a --merge tree.7 tree.1 tree.5 >/dev/null &&
    stats --save tree.b --merge tree.[02346] >/dev/null &&
    formats tree.9 tree.b tree.a tree.8 >got && cmp wanted got &&
    stats --save all.sum --merge tree.8 tree.a tree.9 tree.b >/dev/null &&
    cmp whole.sum all.sum
  } && echo "ok - $name" || echo "not ok - $name"
}

# FILE whose amounts have two decimals, and a group: by NAME, as SQL.  Prints
# a line NAME=VALUE for every figure, groups with their name in front.
sqlite() {
  sqlite3 -batch :memory: <<SQL
.mode csv
.import $1 raw
.mode list
.separator ,
CREATE TABLE t AS SELECT $2 AS by, time, account,
  CAST(replace(amount, '.', '') AS INTEGER) AS a FROM raw;
CREATE TABLE g AS SELECT by, count(*) n, sum(a >= 0) cn, sum(a < 0) dn,
  sum(max(a, 0)) cs, sum(min(a, 0)) ds, min(abs(a)) least, max(abs(a)) most,
  sum(abs(a)) s, min(nullif(time, '')) t0, max(nullif(time, '')) t1
  FROM t GROUP BY by;
CREATE VIEW v AS
  SELECT by, 'records' k, n v, '' m FROM g UNION ALL
  SELECT by, 'credits_count', cn, '' FROM g UNION ALL
  SELECT by, 'debits_count', dn, '' FROM g UNION ALL
  SELECT by, 'time_first', t0, '' FROM g UNION ALL
  SELECT by, 'time_last', t1, '' FROM g UNION ALL
  SELECT by, 'credits_sum', cs, 'm' FROM g UNION ALL
  SELECT by, 'debits_sum', ds, 'm' FROM g UNION ALL
  SELECT by, 'net', cs + ds, 'm' FROM g UNION ALL
  SELECT by, 'absolute', s, 'm' FROM g UNION ALL
  SELECT by, 'min', least, 'm' FROM g UNION ALL
  SELECT by, 'max', most, 'm' FROM g UNION ALL
  SELECT by, 'mean', (2 * s + n) / (2 * n), 'm' FROM g;
SELECT by || ' ' || k || '=' || CASE m WHEN '' THEN v ELSE
  iif(v < 0, '-', '') || (abs(v) / 100) || '.' ||
  substr('0' || (abs(v) % 100), -2) END FROM v WHERE v IS NOT NULL;
$3
SQL
}

# What only a whole has.
whole_sql="
SELECT ' accounts=' || count(DISTINCT account) FROM t;
CREATE TABLE s AS SELECT substr(time, 1, 19) at, count(*) n FROM t
  WHERE time <> '' GROUP BY at ORDER BY n DESC, at LIMIT 1;
SELECT ' busiest_second_time=' || at || '.000000Z' FROM s;
SELECT ' busiest_second_records=' || n FROM s;
SELECT ' rate_peak=' || n FROM s;
CREATE TABLE m AS SELECT substr(time, 1, 16) at, count(*) n FROM t
  WHERE time <> '' GROUP BY at ORDER BY n DESC, at LIMIT 1;
SELECT ' busiest_minute_time=' || at || ':00.000000Z' FROM m;
SELECT ' busiest_minute_records=' || n FROM m;
"

# The figures of CSV, one a line.  With a first column for groups.
by_line() {
  awk -F , -v groups="$1" 'NR == 1 { split($0, name); next }
    { for (i = 1 + groups; i <= NF; i++)
        if ($i != "") print (groups ? $1 : "") " " name[i] "=" $i }'
}

# Are all lines that are wanted among those there are?
all_are_there() {
  if [ -s wanted.lines ] && comm -23 wanted.lines got.lines >missing &&
    [ ! -s missing ]; then
    echo "ok - $1"
  else
    sed 9q missing
    echo "not ok - $1"
  fi
}

# Are all of its lines among the merge's?
counts() {
  local name=$1 file=$2 by=$3 groups=$4
  sqlite "$file" "$by" "${5-}" | sort >wanted.lines
  stats --format csv --merge all.sum | by_line "$groups" | sort >got.lines
  all_are_there "$name"
}

# FILE, awk that prints such lines of it: are they among the merge's?
adds_up() {
  local name=$1
  awk -F , "$3" "$2" | sort >wanted.lines
  stats --format csv --merge all.sum | by_line 0 | sort >got.lines
  all_are_there "$name"
}

# Of so many lines, with times in a span of so many days, or without any.
make_lines() {
  awk -v count="$1" -v days="$2" -v seed="$3" 'BEGIN {
    srand(seed)
    print "id,time,account,amount"
    for (i = 1; i <= count; i++) {
      day = int(days * rand())
      time = sprintf("%04d-%02d-%02dT%02d:%02d:%02d.%06dZ",
        days > 400 ? 1 + int(9999 * rand()) : 2026,
        days > 31 ? 1 + int(12 * rand()) : 3, 1 + day % 28,
        days > 0 ? int(24 * rand()) : 6, days > 0 ? int(60 * rand()) : 7,
        int(60 * rand()), int(1000000 * rand()))
      printf "%d,%s,acc%d,%s%d.%02d\n", i, i % 9 == 0 ? "" : time,
        int(40 * rand() * rand()), rand() < 0.5 ? "-" : "",
        exp(13 * rand()), int(100 * rand())
    }
  }'
}

make_lines 2000 0 1 >minute.csv
make_lines 2000 20 2 >month.csv
make_lines 2000 9999 3 >ages.csv

holds seconds minute.csv lines
counts seconds-as-sqlite3 minute.csv "''" 0 "$whole_sql"
holds runs-of-a-month month.csv runs
counts a-month-as-sqlite3 month.csv "''" 0
holds by-account month.csv lines --by account
counts by-account-as-sqlite3 month.csv account 1
holds by-day month.csv lines --by day
counts by-day-as-sqlite3 month.csv 'substr(time, 1, 10)' 1
holds by-hour month.csv lines --by hour --zone Europe/London
holds nine-thousand-years ages.csv lines
counts nine-thousand-years-as-sqlite3 ages.csv "''" 0
holds by-minute ages.csv runs --by minute --currency GBP
counts by-minute-as-sqlite3 ages.csv \
  "iif(time = '', '', substr(time, 1, 16) || ':00Z')" 1

# What the others of the toolkit make; some lines are refused by everyone.
sed 's/-1\([0-9]\)\.\(.*\)/1\1x\2/' month.csv >broken.csv
balsys-ledger --quiet --rejects rejects.csv --outcomes outcomes.csv \
  --unique <(cat broken.csv; sed -n '2,400p' broken.csv) >ledger.csv
balsys-batch --quiet --window 70 --report report.csv --cap 500000 \
  ledger.csv >batches.csv
balsys-batch --quiet --window 70 --output batches --cap 500000 \
  ledger.csv >list.csv
[ "$(wc -l <rejects.csv)" -gt 10 ] && [ "$(wc -l <list.csv)" -gt 100 ] ||
  echo 'not ok - nothing was refused, or batched'
holds with-refused-lines broken.csv lines
holds with-balances ledger.csv lines
holds in-batches batches.csv runs --cap 500000
holds by-window batches.csv lines --by window --cap 500000
holds reports-by-window report.csv lines --by window --cap 500000
holds reports report.csv lines --cap 500000
# window,count,total,batches,lower_bound,bound,proven,...
adds_up reports-as-awk report.csv 'NR > 1 { windows++; batches += $4
    bound += $5; proven += $7 == "yes" }
  END { print " windows=" windows; print " batches_count=" batches
    print " batches_lower_bound=" bound; print " proven_count=" proven + 0 }'
holds lists-of-batches list.csv lines --cap 500000
# window,batch,count,total,cap,...
adds_up lists-as-awk list.csv 'NR > 1 { batches++; records += $3
    if (least == "" || $4 < least) least = $4 }
  END { print " batches_count=" batches
    printf " batches_records_mean=%.4f\n", records / batches
    printf " batches_fill_min=%.4f\n", least / 500000 }'
holds reject-files rejects.csv runs
adds_up reject-files-as-awk rejects.csv 'NR > 1 { reason[$3]++ }
  END { print " refused=" NR - 1
    for (r in reason) print " reasons_" r "=" reason[r] }'
holds outcomes outcomes.csv lines
adds_up outcomes-as-awk outcomes.csv '{ outcome[$2]++ }
  END { print " refused=" outcome["refused"]
    print " duplicates=" outcome["duplicate"] + 0
    print " known=" outcome["known"] + 0 }'

# Files that people have.
if [ -z "${BALSYS_TEST_DATA-}" ]; then
  echo 'skip - a-real-bank: BALSYS_TEST_DATA is not set'
else
  balsys-import --quiet -d ';' --id trans_id --account account_id --time date \
    --time-format %y%m%d --zone Europe/Prague --amount amount \
    --debit-when type=VYDAJ,VYBER --balance balance --final-newline=optional \
    "$BALSYS_TEST_DATA/czech-bank-1993.asc.gz" >bank.csv
  holds a-real-bank bank.csv lines --accounts 10000
  counts a-real-bank-as-sqlite3 bank.csv "''" 0 "
    SELECT ' accounts=' || count(DISTINCT account) FROM t;"
  holds a-real-bank-by-account bank.csv runs --by account
  counts a-real-bank-by-account-as-sqlite3 bank.csv account 1
fi
