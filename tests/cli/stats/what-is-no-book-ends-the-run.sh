# Nor is a book with other files in their places, or with other options.
try() {
  balsys-stats "$@" >/dev/null
  echo $?
}
book() {
  printf 'id,time,account,amount\n1,2026-11-22T06:50:00Z,a,6\n2,2026-11-22T06:50:01Z,b,-6\n' >in.csv
  printf '3,2026-11-22T06:50:02Z,a,6\n4,x,a,1\n5,2026-11-22T06:50:03Z,a,11\n6,,a,2\n' >>in.csv
  balsys-ledger -q --book book "$@" in.csv
  balsys-batch -q --book book --window 3 --cap 10 --submit 'cat >/dev/null'
}
mkdir none
try none
book
try --cap 11 book
try --columns id,amount book
try --scale 3 book
try --cap 10.000 --scale 2 book
cp -r book other
sed -i s/^scale,2/scale,3/ other/book
try book other
sed -i s/^scale,3/scale,7/ other/book
try other
sed -i 's/^scale,7/scale,2/; s/^cap,.*/cap,12/' other/book
try book other
sed -i 's/^cap,.*/cap,-1/' other/book
try other
echo trouble >>other/book
try other
rm other/book && mkfifo other/book
try other
rm other/book && cp book/book other && cp book/windows.csv other/ledger.csv
try other
cp book/ledger.csv other && mkfifo other/fifo && mv other/fifo other/windows.csv
try other
mv other/fifo other/windows.csv 2>/dev/null
rm other/windows.csv && cp book/ledger.csv other/batches.csv
try other
