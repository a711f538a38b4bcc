# Each is a stream of its own; windows and refusals add up.
book() {
  printf 'id,time,account,amount\n1,2026-11-22T06:50:00Z,a,6\n2,2026-11-22T06:50:01Z,b,-6\n' >in.csv
  printf '3,2026-11-22T06:50:02Z,a,6\n4,x,a,1\n5,2026-11-22T06:50:03Z,a,11\n6,,a,2\n' >>in.csv
  balsys-ledger -q --book book "$@" in.csv
  balsys-batch -q --book book --window 3 --cap 10 --submit 'cat >/dev/null'
}
book
cp -r book again
printf '%s\n' id,amount 7,1 >more.csv
balsys-stats --format json more.csv book again
