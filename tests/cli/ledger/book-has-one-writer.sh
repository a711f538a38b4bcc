# While one run is at a book a second one is turned away, and changes nothing.
printf 'id,amount\n1,5\n' | balsys-ledger --book book
printf 'id,amount\n2,6\n' >more.csv
flock book/ledger.csv balsys-ledger --book book more.csv
echo $?
flock -s book/ledger.csv balsys-ledger --book book more.csv
echo $?
balsys-ledger --book book more.csv
cat book/ledger.csv
