# Records are those of its ledger, windows those of its report; batches say how
# full they are, and what was refused and submitted is told.
book() {
  printf 'id,time,account,amount\n1,2026-11-22T06:50:00Z,a,6\n2,2026-11-22T06:50:01Z,b,-6\n' >in.csv
  printf '3,2026-11-22T06:50:02Z,a,6\n4,x,a,1\n5,2026-11-22T06:50:03Z,a,11\n6,,a,2\n' >>in.csv
  balsys-ledger -q --book book "$@" in.csv
  balsys-batch -q --book book --window 3 --cap 10 --submit 'cat >/dev/null'
}
book
ls book/*.csv
balsys-stats --format json book || exit
# The same again, as other operands.
balsys-stats --cap 10 --format json book/submitted.csv book/ledger.csv \
  book/rejects.csv book/windows.csv book/oversize.csv
