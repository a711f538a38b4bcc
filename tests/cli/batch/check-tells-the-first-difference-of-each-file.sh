# Of each file the first difference is told, at its line: of its sums, and of
# what it says, which sums that were made anew do not hide.
printf 'id,amount\n1,5.00\n2,-6.00\n3,99\n4,2.00\n5,6.00\n6,1.00\n' >in.csv
balsys-ledger --book book in.csv
balsys-batch --quiet --book book --window 3 --cap 8
balsys-batch --check book
echo $?
sed -i '3s/2.00/2.01/' book/batches.csv
sed -i '2s/yes/no/' book/windows.csv
balsys-batch --check book
echo $?
{
  echo offset,lines,sha256
  echo "$(wc -c <book/batches.csv),4,$(sha256sum <book/batches.csv |
    cut -c 1-64)"
} >book/batches.csv.sum
balsys-batch --check book
echo $?
rm book/oversize.csv
balsys-batch --quiet --check book
