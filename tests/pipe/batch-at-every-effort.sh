# Windows of several kinds, at every effort, one at a time and four side by
# side: the same bytes from both; and every record once, in its window, every
# batch within the cap, every figure of the report as awk makes it of what went
# in and what came out.
if ! balsys-batch --help | grep -q -e --effort; then
  echo 'balsys-batch has no --effort'
  exit 77
fi
gen() {
  balsys-gen --no-wait --start 2026-01-01T00:00:00Z "$@"
}
gen --count 4321 --seed 1 >uniform.csv
gen --count 3000 --seed 2 --distribution lognormal --min 0.01 \
  --max 1000000.00 >lognormal.csv
gen --count 3000 --seed 3 --min 0.00 --max 1000000.00 >whole.csv
gen --count 1200 --seed 4 --min 300000.00 --max 350000.00 >thirds.csv
# Nothing, pennies, halves, just above them, the cap: all over again.
awk 'BEGIN {
  n = split("0 0.01 -500000 500000.01 1000000.00 -0.00 499999.99 333333.33" \
    " -333333.34 250000.01 7.77", amount, " ")
  print "id,amount"
  for (i = 1; i <= 2500; i++)
    print "e" i "," amount[i % n + 1]
}' >ends.csv

cat >oracle.awk <<'END'
# Pence of an amount as it is written, without its sign.
function pence(text,   at) {
  sub(/^[-+]/, "", text)
  at = index(text, ".")
  if (at == 0)
    return text * 100
  return substr(text, 1, at - 1) * 100 + substr(text "00", at + 1, 2)
}
function wrong(what) {
  if (!faults++)
    print FILENAME ": window " $wcol ": " what
}
FNR == 1 {
  file++
  for (i = 1; i <= NF; i++)
    col[$i] = i
  wcol = file == 1 ? 0 : col["window"]
  next
}
file == 1 {
  id = $col["id"]
  line[id] = $0
  amount[id] = pence($col["amount"])
  at[id] = ++records
  w = int((records - 1) / size) + 1
  count[w]++
  total[w] += amount[id]
  if (count[w] == 1)
    first[w] = id
  last[w] = id
  next
}
file == 2 {
  id = $col["id"]
  w = $col["window"]
  b = $col["batch"]
  if (!(id in line) || $0 != line[id] "," w "," b)
    wrong("a record that is another, or comes again: " $0)
  if (w != int((at[id] - 1) / size) + 1)
    wrong(id " is not of this window")
  if (b != batches[w] && b != ++batches[w])
    wrong("batches do not stand together")
  if (amount[id] > cap - held[w, b])
    wrong("batch " b " is over the cap")
  held[w, b] += amount[id]
  delete line[id]
  next
}
{
  w = $col["window"]
  bound = int((total[w] + cap - 1) / cap)
  if (bound == 0)
    bound = 1
  if (w != ++windows || $col["count"] != count[w] ||
      pence($col["total"]) != total[w] || $col["batches"] != batches[w] ||
      $col["first_id"] != first[w] || $col["last_id"] != last[w])
    wrong("the report is not what came out: " $0)
  if ($col["lower_bound"] < bound || $col["lower_bound"] > batches[w] ||
      ($col["bound"] == "L1" && $col["lower_bound"] != bound))
    wrong("no such bound: " $0)
  if ($col["proven"] != ($col["lower_bound"] == batches[w] ? "yes" : "no"))
    wrong("proven or not: " $0)
  if ($col["method"] == "" || $col["bound"] == "" || $col["steps"] !~ /^[0-9]+$/)
    wrong("something is missing: " $0)
}
END {
  for (id in line)
    wrong(id " did not come out")
  if (records == 0 || windows != int((records - 1) / size) + 1)
    wrong("not all windows are in the report")
  exit faults > 0
}
END

# run INPUT WINDOW EFFORT: both ways, then the oracle.
run() {
  for jobs in 1 4; do
    balsys-batch --window "$2" --effort "$3" --jobs $jobs \
      --report report.$jobs "$1.csv" >out.$jobs || return
  done
  cmp out.1 out.4 && cmp report.1 report.4 &&
    awk -F , -v size="$2" -v cap=100000000 -f oracle.awk "$1.csv" out.1 \
      report.1 >&2
}
for input in uniform lognormal whole thirds ends; do
  for effort in 1 2 3 4 5 6; do
    for window in 1000 37; do
      if ! run $input $window $effort; then
        echo "not ok - $input, windows of $window, effort $effort"
        continue 3
      fi
    done
  done
  echo "ok - $input at every effort"
done
