# Ids and stamps against sqlite3: over midnights, months, leap days, centuries,
# and wherever a number has one digit more.
fail() { echo "$1" >&2; exit 1; }
gen() { balsys-gen --no-wait --seed 1 --count 1500 "$@" | tail -n +2; }
count() {
  sqlite3 :memory: "WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL
    SELECT n + 1 FROM n LIMIT 1500) SELECT $1 FROM n"
}
for first in 0 99000 99999000 9999999000 9999999999999000 999999999999999000
do
  gen --first-id $first | cut -d , -f 1 >ids
  count "$first + n" | cmp - ids || fail "ids from $first are wrong"
  gen --first-id $first --id-prefix 9-9 | cut -d , -f 1 >ids
  count "'9-9' || ($first + n)" | cmp - ids || fail "ids from 9-9$first"
done
# A record every thirtieth of a second, every 18 minutes, every 11 days.
for rate in 30000000 900 1; do
  for start in 0001-01-01T00:00:00 0999-12-31T23:59:50 1900-02-28T23:59:40 \
    1969-12-31T23:59:59 2000-02-28T23:59:40 2024-02-29T23:59:40 \
    2025-12-31T23:59:59 9950-12-31T23:59:59; do
    per_second=$((rate / 1000000)).$(printf %06d $((rate % 1000000)))
    gen --rate $per_second --start ${start}Z | cut -d , -f 2 >stamps
    count "strftime('%Y-%m-%dT%H:%M:%S', strftime('%s', '$start') +
      n * 1000000000000 / $rate / 1000000, 'unixepoch') ||
      printf('.%06dZ', n * 1000000000000 / $rate % 1000000)" |
      cmp - stamps || fail "stamps from $start, $per_second a second"
  done
done
