# Be it there or not, and of whichever of the books.
book() {
  printf 'id,time,account,amount\n1,2026-11-22T06:50:00Z,a,6\n2,2026-11-22T06:50:01Z,b,-6\n' >in.csv
  printf '3,2026-11-22T06:50:02Z,a,6\n4,x,a,1\n5,2026-11-22T06:50:03Z,a,11\n6,,a,2\n' >>in.csv
  balsys-ledger -q --book book "$@" in.csv
  balsys-batch -q --book book --window 3 --cap 10 --submit 'cat >/dev/null'
}
book
cp -r book again
for file in ledger.csv book submitted.csv.sum windows.csv.new; do
  balsys-stats --rejects again/$file book again
  echo $?
done
balsys-stats again book >>again/rejects.csv
echo $?
cmp book/rejects.csv again/rejects.csv
cmp book/ledger.csv again/ledger.csv
