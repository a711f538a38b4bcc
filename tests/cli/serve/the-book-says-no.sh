# What the ledger or batch cannot begin with is their message, and their status.
try() {
  balsys-serve --listen 127.0.0.1:0 "$@" 2>err | sed 's/:[0-9]*\/$/:PORT\//'
  echo "${PIPESTATUS[0]}"
  grep -v 'nothing in it' err | sort
}
try --book new --scale 9
try --book new --window 0
try --book new --opening missing.csv
touch file
try --book file
printf 'id,amount\n1,5\n2,7\n' |
  balsys-ledger --book old --tee | balsys-batch --book old --window 2 -
try --book old --scale 3
try --book old --window 3
