# What stands behind the last whole line, and behind a hole that a power cut
# left, is passed over without a word; so are batches of no whole window.
book() {
  printf 'id,time,account,amount\n1,2026-11-22T06:50:00Z,a,6\n2,2026-11-22T06:50:01Z,b,-6\n' >in.csv
  printf '3,2026-11-22T06:50:02Z,a,6\n4,x,a,1\n5,2026-11-22T06:50:03Z,a,11\n6,,a,2\n' >>in.csv
  balsys-ledger -q --book book "$@" in.csv
  balsys-batch -q --book book --window 3 --cap 10 --submit 'cat >/dev/null'
}
book
balsys-stats --format json book >whole
printf '7,2026-11-22T06:50:04Z,a,123' >>book/ledger.csv
printf '2,3,1' >>book/windows.csv
printf '7,2026-11-22T06:50:04Z,a,9,9,2,1\n8,2026' >>book/batches.csv
head -c 1024 /dev/zero >>book/rejects.csv
printf 'in.csv,9,amount,,\n' >>book/rejects.csv
printf '2,' >>book/submitted.csv
sha256sum book/* >before
balsys-stats --format json book | cmp - whole
sha256sum -c --quiet before
ls book | wc -l
