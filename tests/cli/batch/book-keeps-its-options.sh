# Options that shape a book are taken from there, and another is named.
exec 2>&1
printf 'id,amount\n1,5.5\n2,-3\n3,1\n' >in
balsys-batch --book b --window 2 --cap 6.0 --scale 1 --as w,n --method exact \
  --certificate b/certificates.csv - <in
echo "status $?"
grep -v ^id, b/book
cat b/batches.csv b/oversize.csv
for options in '--window 3' '--cap 6.1' '--scale 2' '--as w,b' '--method ffd' \
  '--effort 8' '--output batches'; do
  balsys-batch --book b $options - <in
  echo "status $?"
done
balsys-batch --book b --window 2 --cap 6 --scale 1 --as w,n --method best \
  --effort 9 --output lines --certificate b//certificates.csv --tee - <in
echo "status $?"
balsys-batch --book b --tee - <in
balsys-batch --book c --window 4294967295 - <in
balsys-batch --book c --tee - <in
echo "status $?"
