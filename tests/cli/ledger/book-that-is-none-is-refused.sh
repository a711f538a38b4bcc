# What is no book is not taken for one, and what is wrong in one is named.
printf 'id,amount\n1,5\n' >in.csv
try() {
  balsys-ledger --book "$1" in.csv
  echo "$1: $?"
}
mkdir other broken changed
cp in.csv other/ledger.csv
try other
try none/book
try in.csv
printf 'option,value\nscale,2\nid,0\n' >broken/book
try broken
rm broken/book.sum
printf 'option,value\nid,0123456789abcdef0123456789ABCDEF\n' >broken/book
try broken
balsys-ledger --book changed in.csv
sed s/scale,2/scale,3/ changed/book >new
cp new changed/book
try changed
ls other
