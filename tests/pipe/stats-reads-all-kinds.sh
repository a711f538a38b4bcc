# What balsys-stats says of every kind of file, alone, together and as a book, is
# what sqlite3 and awk find in the same files; also while the book is written.
set -o pipefail

balsys-gen --no-wait --count 4000 --seed 7 --start 2026-11-22T06:00:00Z \
  --accounts 9 | awk -F , -v OFS=, '{ print }
    NR % 400 == 2 { $1 = "big" NR; $4 = "1000000.01"; print }
    NR % 500 == 3 { $1 = "bad" NR; $4 = "1.234"; print }
    NR % 700 == 4 { $1 = ""; print } NR % 900 == 5 { print $1 }
    NR % 650 == 6 { print }' >in.csv
balsys-ledger -q --book book --outcomes outcomes.csv in.csv
balsys-batch -q --book book --window 333 --method ffd --submit 'cat >/dev/null'
balsys-batch -q --window 333 --method ffd --output batches --rejects over.csv \
  --report report.csv book/ledger.csv >list.csv
balsys-batch -q --window 333 --method ffd book/ledger.csv >lines.csv

# known FILE...: the figures of these, as lines of a name and a value.
known() {
  balsys-stats -q --format csv "$@" | awk -F , '
    NR == 1 { split($0, name) }
    NR == 2 { for (i = 1; i <= NF; i++) if ($i != "") print name[i], $i }'
}

# agrees NAME: each of the lines on standard input is one of those of "got".
agrees() {
  cat >wanted
  if [ -s wanted ] && ! grep -vxFf got wanted >missing; then
    echo "ok - $1"
  else
    echo "not ok - $1"
    cat missing got >&2
  fi
}

# ask TABLE=FILE... <SQL: what sqlite3 says, amounts being whole numbers.
ask() {
  {
    echo .mode csv
    for table in "$@"; do
      echo ".import ${table#*=} ${table%%=*}"
    done
    echo '.mode list'
    echo '.separator " "'
    cat
  } | sqlite3
}
cents='cast(replace(%s, ".", "") as integer)'
amount=${cents/\%s/amount} total=${cents/\%s/total}
money='printf("%%s%%d.%%02d", iif(%s < 0, "-", ""), abs(%s) / 100, abs(%s) %% 100)'
as_money() { printf "$money" "$1" "$1" "$1"; }
# Ten-thousandths of a part, rounded half up.
share() { echo "printf('%.4f', (2 * 10000 * ($1) + ($2)) / (2 * ($2)) / 10000.0)"; }

transactions() {
  ask t="$1" <<-SQL
	select 'records', count(*) from t;
	select 'accounts', count(distinct account) from t;
	select 'credits_count', count(*) from t where $amount >= 0;
	select 'credits_sum', $(as_money "sum($amount)") from t where $amount >= 0;
	select 'debits_sum', $(as_money "sum($amount)") from t where $amount < 0;
	select 'absolute', $(as_money "sum(abs($amount))") from t;
	select 'min', $(as_money "min(abs($amount))") from t;
	select 'max', $(as_money "max(abs($amount))") from t;
	select 'balance_closing', $(as_money "sum($amount)") from t;
	select 'time_last', max(time) from t;
	SQL
}

windows() {
  ask r="$1" <<-SQL
	select 'windows', count(*) from r;
	select 'batches_count', sum(batches) from r;
	select 'batches_lower_bound', sum(lower_bound) from r;
	select 'batches_above_bound', sum(batches - lower_bound) from r;
	select 'batches_records_mean', $(share 'sum(count)' 'sum(batches)') from r;
	select 'batches_fill_mean', $(share "sum($total)" '100000000 * sum(batches)') from r;
	select 'proven_count', count(*) from r where proven = 'yes';
	select 'proven_share', $(share "sum(proven = 'yes')" 'count(*)') from r;
	SQL
}

# How full batches are, of the windows that there are in all.
fill_of_lines() {
  ask b="$1" r="$2" <<-SQL
	select 'batches_fill_min', $(share 'min(filled)' 100000000) from
	  (select sum(abs($amount)) filled from b
	    where cast(window as integer) in (select cast(window as integer) from r)
	    group by window, batch);
	SQL
}

fill_of_list() {
  ask l="$1" <<-SQL
	select 'batches_fill_min', $(share "min($total)" 100000000) from l;
	SQL
}

refused() {
  tail -q -n +2 "$@" | awk -F , '{ of[$3]++; all++ }
    END { print "refused", all; for (r in of) print "reasons_" r, of[r] }'
}

outcomes() {
  awk -F , 'NR > 1 && $2 == "refused" { of[$3]++; all++ }
    NR > 1 { n[$2]++ }
    END {
      print "refused", all
      for (r in of) print "reasons_" r, of[r]
      print "duplicates", n["duplicate"] + 0
      print "known", n["known"] + 0
    }' "$1"
}

submitted() {
  echo submitted $(($(wc -l <"$1") - 1))
}

known book/ledger.csv >got
transactions book/ledger.csv | agrees 'transactions alone'
known report.csv >got
windows report.csv | agrees 'a report alone'
known list.csv >got
fill_of_list list.csv | agrees 'a list of batches alone'
known over.csv book/rejects.csv >got
refused over.csv book/rejects.csv | agrees 'files of refused records'
known outcomes.csv >got
outcomes outcomes.csv | agrees 'outcomes alone'
# Where no batch holds a record, balances do not tell what was between.
of_lines() {
  transactions lines.csv | grep -v balance_closing
}
known lines.csv >got
{
  of_lines
  fill_of_lines lines.csv report.csv
} | agrees 'lines of batches alone'

all() {
  of_lines
  windows report.csv
  fill_of_list list.csv
  outcomes outcomes.csv
  submitted book/submitted.csv
}
known outcomes.csv list.csv book/submitted.csv report.csv lines.csv >got
all | agrees 'all of them together'
cat list.csv lines.csv outcomes.csv report.csv book/submitted.csv |
  gzip | known >got
all | agrees 'all of them in one pipe'

of_book() {
  transactions book/ledger.csv
  windows book/windows.csv
  fill_of_lines book/batches.csv book/windows.csv
  refused book/rejects.csv book/oversize.csv
  submitted book/submitted.csv
}
of_book >of_book
known book >got
agrees 'a book' <of_book
for file in ledger windows batches rejects oversize submitted; do
  tail -n 1 book/$file.csv | head -c -2 >>book/$file.csv
done
known book >got
agrees 'a book whose files all end in a torn line' <of_book

# While nothing comes, all that came is there.
balsys-gen --no-wait --count 60000 --seed 8 --accounts 20 >more.csv
mkfifo feed
balsys-ledger -q --book slow feed &
exec 3>feed
head -n 1000 more.csv >&3
printf '1000,2026-11-' >&3
for _ in {1..3000}; do
  [ "$(cat slow/ledger.csv 2>/dev/null | wc -l)" -ge 1000 ] && break
  sleep 0.01
done
known slow >got
{
  transactions slow/ledger.csv
  echo records 999
  echo refused 0
} | agrees 'a book whose writer waits'
exec 3>&-
wait $!

# As fast as it goes: what balances close with is what amounts add up to.
(balsys-ledger --book fast --tee more.csv |
  balsys-batch -q --book fast --method ffd - ; :) &
writer=$! looks=0 bad=0
until [ -s fast/book ]; do sleep 0.01; done
while kill -0 $writer 2>/dev/null || [ $looks = 0 ]; do
  known fast >got || bad=$((bad + 1))
  looks=$((looks + 1))
  awk '{ v[$1] = $2 } END {
    if (v["net"] != v["balance_closing"] && v["records"] > 0) exit 1
    if (v["windows"] * 1000 > v["records"]) exit 1
    if (v["windows"] > 0 && !("batches_fill_min" in v)) exit 1
    if (v["refused"] > 0) exit 1
  }' got || bad=$((bad + 1))
done
wait $writer
known fast >got
[ $bad = 0 ] && printf 'records 60000\nwindows 60\n' |
  agrees 'a book that is written all the while' ||
  echo "not ok - a book that is written all the while: $bad of $looks"
