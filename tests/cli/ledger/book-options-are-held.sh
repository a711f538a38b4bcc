# A book's options stay what they were: another one is refused and named, one
# that is not given is taken from the book.
printf 'id,amount\n1,5.25\n' | balsys-ledger --book book --scale 2 --as total
printf 'id,amount\n2,1.5\n' | balsys-ledger --book book --scale 3
echo $?
printf 'id,amount\n2,1.5\n' | balsys-ledger --book book --as balance
echo $?
printf 'id,amount\n2,1.5\n' | balsys-ledger --book book
echo $?
cat book/ledger.csv
sed 1,2d book/book
