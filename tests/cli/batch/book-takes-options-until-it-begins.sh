# What a first run asked for is not the book's before a header is written: one
# that failed can be given again with what its message says.
exec 2>&1
run() {
  balsys-batch --book b "$@"
  echo "status $?"
}
printf 'id,amount,batch\n1,5,x\n2,7,y\n' >in
printf 'number,amount\n1,5\n' >other
run --window 2 --cap 8 - <in
run --window 1 - </dev/null
run --window 1 --submit 'cat' - <other
ls b
run --window 2 --as window,n --tee - <in
grep -v ^id, b/book
run --window 3 - <in
# Where a part of what it had is gone, it does not go on with the usual.
for option in cap certificate batch-as; do
  cp -r b c
  sed -i "/^$option,/d" c/book
  rm c/book.sum
  balsys-batch --book c - <in
  echo "status $?"
  rm -rf c
done
