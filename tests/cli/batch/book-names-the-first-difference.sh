# What was consumed and is not the same is a data error, with its place.
exec 2>&1
printf 'id,amount\n1,900000\n2,200000\n3,2000000\n4,100000\n5,1\n6,2\n' >in
balsys-batch --book b --quiet --window 2 - <in
run() {
  balsys-batch --book b --quiet -
  echo "status $?"
}
sed 's/^2,/x,/' in | run
sed 's/^4,/x,/' in | run
sed 's/^3,.*/3,7/' in | run
sed 's/^3,.*/3,3000000/' in | run
sed 's/^5,.*/5,3000000/' in | run
printf 'id,amount\n4,100000\n1,900000\n' | run
head -n 4 in | run
head -n 5 in | run
sed 's/amount/amount,note/; 2,$s/$/,x/' in | run
sed 's/^2,/x,/' b/batches.csv >b/b && mv b/b b/batches.csv
rm b/batches.csv.sum
run <in
sed -i 3d b/batches.csv
run <in
