# Each with status 64, and nothing is read.
try() {
  balsys-stats "$@" missing.csv
  echo $?
}
try --cap 0
try --cap -5
try --cap 1.005
try --cap much
try --currency gbp
try --currency EURO
try --currency ''
try --by week
try --format xml
try --quantiles
