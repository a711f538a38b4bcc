# --check reads a book, and nothing else; --seal and --sealed are for it.
try() {
  balsys-ledger "$@"
  echo $?
}
try --check book in.csv
try --check book --unique
try --check book --scale 3
try --seal
try --sealed list in.csv
try --check nowhere
mkdir empty
try --check empty
printf 'file,offset,lines,sha256\nledger,0,0,\n' >list
printf 'id,amount\n1,5\n' | balsys-ledger --book book
try --check book --sealed list
try --check book --sealed nothing
printf 'id,amount\n1,5\n' >list
try --check book --sealed list
printf 'file,offset,lines,sha256\nbook,12,1,12ab\n' >list
try --check book --sealed list
