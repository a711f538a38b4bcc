# Summaries that differ in what figures mean are not added up, and the message
# names both.
save() {
  local file=$1
  shift
  printf '%s\n' id,time,amount 1,2026-03-01T00:00:00Z,5 |
    balsys-stats "$@" --save "$file" >/dev/null
}
save plain.sum
save scale.sum --scale 3
save currency.sum --currency GBP
save by.sum --by day
save cap.sum --cap 500
save zone.sum --by day --zone Europe/London
try() {
  balsys-stats --format csv --merge "$@" | sed '1d;s/,.*//'
  echo "status ${PIPESTATUS[0]}"
}
try plain.sum scale.sum
try plain.sum currency.sum
try by.sum plain.sum
try cap.sum plain.sum
try zone.sum by.sum
try --by hour by.sum
try --scale 2 scale.sum
try --currency EUR currency.sum
try --zone UTC zone.sum
try --cap 400 cap.sum
try --cap 500.0 --currency GBP --scale 2 cap.sum cap.sum
