# Windows, batches and their bound are those that awk counts, in pennies, when
# it packs seeded records itself, each window in the order of its lines.
set -o pipefail
cap=100000000

awk -v cap=$cap 'BEGIN {
  srand(7)
  print "id,amount,window,batch"
  for (window = 1; window <= 40; window++) {
    batch = 1
    sum = 0
    for (i = 0; i < 250; i++) {
      pennies = window % 3 == 0 ? 50000000 : 20000 + int(49980000 * rand())
      if (sum + pennies > cap) {
        batch++
        sum = 0
      }
      sum += pennies
      printf "%d,%s%d.%02d,%d,%d\n", ++id, rand() < 0.5 ? "-" : "",
        pennies / 100, pennies % 100, window, batch
    }
  }
}' >in.csv || exit

# All sums are whole numbers under 2^53, which awk holds exactly.
awk -F , -v cap=$cap '
function finish_batch() {
  if (batch && (!batches_seen++ || sum < least))
    least = sum
  sum = 0
}
function finish() {
  if (!count)
    return
  bound = int((total + cap - 1) / cap)
  if (bound < 1)
    bound = 1
  bounds += bound
  finish_batch()
  proven += count == bound
  batches += count
  windows++
}
NR > 1 {
  if ($3 != window) {
    finish()
    window = $3
    count = batch = total = 0
  }
  if ($4 != batch) {
    finish_batch()
    batch = $4
    count++
  }
  sub(/^-/, "", $2)
  sub(/\./, "", $2)
  total += $2
  sum += $2
  all += $2
}
function share(part, whole) {
  return sprintf("%.4f", int((2 * 10000 * part + whole) / (2 * whole)) / 10000)
}
END {
  finish()
  printf "%d,%d,%s,%s,%s,%d,%d,%d,%s,0\n", windows, batches,
    share(NR - 1, batches), share(all / cap, batches), share(least, cap),
    bounds, batches - bounds, proven, share(proven, windows)
}' in.csv >wanted || exit

batches=batches_count,batches_records_mean,batches_fill_mean,batches_fill_min
batches=$batches,batches_lower_bound,batches_above_bound
balsys-stats --format csv in.csv | awk -f "$TOP/tests/pick.awk" \
  -v "columns=windows,$batches,proven_count,proven_share,refused" |
  tail -n 1 >got || exit
diff wanted got || exit

# Some windows are proven and some are not, or this has shown little.
IFS=, read -r windows _ _ _ _ _ above proven _ <got
[ "$windows" -eq 40 ] && [ "$above" -gt 0 ] && [ "$proven" -ge 13 ] &&
  [ "$proven" -lt 40 ]
