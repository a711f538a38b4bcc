# Of each file the first difference is told, at its line: of its sums, and of
# what it says, which sums that were made anew do not hide.
printf 'id,amount,note\n1,5,a\n2,-3.00,b\n3,1.50,c\n1,5,a\n4,x,d\n' >in.csv
balsys-ledger --quiet --book book in.csv
balsys-ledger --check book
echo $?
sed -i '3s/-3.00/-3.01/;4s/3.50/3.60/' book/ledger.csv
sed -i '2s/4,x,d/4,7,d/' book/rejects.csv
balsys-ledger --check book
echo $?
{
  echo offset,lines,sha256
  echo "$(wc -c <book/ledger.csv),4,$(sha256sum <book/ledger.csv | cut -c 1-64)"
} >book/ledger.csv.sum
balsys-ledger --check book
echo $?
balsys-ledger --quiet --check book
