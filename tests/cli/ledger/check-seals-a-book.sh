# --seal prints the last sum of each file, where all is right; --sealed holds a
# book to it that has grown since. (The book's own has a random id in it.)
printf 'id,amount\n1,5\n2,-3\n' | balsys-ledger --book book
balsys-ledger --check book --seal >list
grep -v ^book, list
printf 'id,amount\n2,-3\n3,1\n' | balsys-ledger --quiet --book book
balsys-ledger --check book --sealed list
echo $?
printf 'id,amount\n1,5\n2,-2\n' | balsys-ledger --book other
cp book/book book/book.sum other
balsys-ledger --check other --sealed list --seal
