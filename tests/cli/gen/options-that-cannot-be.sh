try() {
  balsys-gen --no-wait --count 1 "$@"
  echo "status $?"
}
try --rate 0
try --rate -1
try --rate 1e3
try --rate 1000000001
try --rate 0.0000001
try --credits 0 --debits 0
try --rate 5 --credits 5
try --min -1
try --min 5 --max 4.99
try --min 1.234
try --scale 7
try --distribution normal
try --accounts 0
try --seed -1
try --seed 18446744073709551616
try --start yesterday
try --start 2026-02-29T00:00:00Z
try --id-prefix 'a,b'
try --id-prefix 123456789012345678901234567890123456789012345
try --first-id x
try file.csv
