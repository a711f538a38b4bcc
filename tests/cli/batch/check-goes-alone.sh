# --check reads a book, and nothing else; --seal and --sealed are for it.
try() {
  balsys-batch "$@"
  echo $?
}
try --check book in.csv
try --check book -
try --check book --window 5
try --check book --submit cat
try --seal
try --sealed list
try --check nowhere
printf 'id,amount\n1,5\n' | balsys-ledger --book book
try --check book
balsys-batch --quiet --book book --window 1
try --check book --seal --quiet | grep ^batches.csv
