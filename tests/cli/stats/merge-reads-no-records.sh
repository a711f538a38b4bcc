# Options about records do not go with --merge, and nothing is read or made.
try() {
  balsys-stats --merge "$@" missing.sum
  echo $?
}
try --strict
try --columns id,amount
try --rejects rejects.csv
try --final-newline required
try --plot picture.svg
try --cap much
ls
