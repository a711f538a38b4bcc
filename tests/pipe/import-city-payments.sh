# Two months of a real city's payments come through: each record as sqlite3
# reads it, and the totals that are known of them.
[ -n "${BALSYS_TEST_DATA-}" ] || { echo 'BALSYS_TEST_DATA is not set'; exit 77; }
set -eu -o pipefail

# Count, net, absolute, negative and over a million, in pence.
figures() {
  sed 1d "$1" | cut -d , -f 3 | tr -d . |
    awk '{ n++; net += $1; all += $1 < 0 ? -$1 : $1; negative += $1 < 0
      large += $1 > 100000000 || $1 < -100000000 }
      END { printf "%d %.0f %.0f %d %d\n", n, net, all, negative, large }'
}

# The oracle: columns id, date and amount by their numbers.
oracle() {
  gzip -dc "$1" | iconv -f latin1 -t utf-8 >plain.csv
  sqlite3 -batch :memory: <<SQL
CREATE TABLE t(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o);
.mode csv
.separator , "\n"
.import --skip 1 plain.csv t
SELECT $2, substr($3, 7) || '-' || substr($3, 4, 2) || '-' || substr($3, 1, 2),
  printf('%.2f', replace($4, ',', '') + 0) FROM t WHERE $2 <> '';
SQL
}

# Dates by the clocks of London, as the oracle has them.
by_day() {
  sed 1d "$1" | cut -d , -f 2 | TZ=Europe/London date -f - +%Y-%m-%d >days
  sed 1d "$1" | paste -d , - days | awk -F , '{ print $1 "," $4 "," $3 }'
}

import() {
  local status=0
  balsys-import --rejects rejects.csv --time-format %d/%m/%Y \
    --zone Europe/London "$@" 2>messages >got.csv || status=$?
  [ $status -eq 1 ]
}

file=$BALSYS_TEST_DATA/leeds-2020-06.csv.gz
import --encoding latin1 --id 'Transaction Number' --time 'Payment Date' \
  --amount Amount "$file"
[ "$(figures got.csv)" = '16176 10444572745 10565929151 343 20' ]
[ "$(wc -l <rejects.csv)" -eq 2 ]
grep -q ',blank,nothing but delimiters,' rejects.csv
oracle "$file" j i l | tr -d '\r' >wanted.csv
by_day got.csv | cmp wanted.csv -

file=$BALSYS_TEST_DATA/leeds-2011-09.csv.gz
import --id 'Transaction number' --time 'Date paid' --amount 'Net amount' "$file"
[ "$(figures got.csv)" = '9569 8563664606 8793284936 106 11' ]
[ "$(grep -c ',blank,nothing but delimiters,' rejects.csv)" -eq 55936 ]
[ "$(grep -c 'nothing but delimiters$' messages)" -eq 10 ]
grep -q '55926 more refused: blank' messages
oracle "$file" i h j | tr -d '\r' >wanted.csv
by_day got.csv | cmp wanted.csv -
