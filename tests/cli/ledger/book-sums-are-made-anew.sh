# Sums of a book's files that are not there are made, with a word about it; what
# a crash left between two renames is put in its place without one.
printf 'account,balance\nA,7\n' >opening.csv
printf 'id,account,amount\n1,A,5\n' >in.csv
balsys-ledger --book book --opening opening.csv in.csv
cp book/book.sum book/opening.csv.sum .
rm book/book.sum book/opening.csv.sum
balsys-ledger --quiet --book book --opening opening.csv in.csv
echo $?
cmp book.sum book/book.sum
cmp opening.csv.sum book/opening.csv.sum
rm book/opening.csv.sum
mv book/book.sum book/book.sum.new
cp book/ledger.csv.sum book/book.sum
mv opening.csv.sum book/opening.csv.sum.new
balsys-ledger --quiet --book book --opening opening.csv in.csv
echo $?
cmp book.sum book/book.sum
balsys-ledger --check book
echo $?
ls book
