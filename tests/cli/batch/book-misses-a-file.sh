# A run makes all files before it puts anything into one: where one is gone
# later, what it had is lost, and nothing is begun in its place.
exec 2>&1
printf 'id,amount\n1,5\n2,-3\n3,1\n' >in
balsys-batch --book b --window 2 --certificate b/certificates.csv - <in
for file in windows oversize certificates; do
  cp -r b c
  rm c/$file.csv c/$file.csv.sum
  balsys-batch --book c --tee - <in
  echo "status $?"
  [ ! -e c/$file.csv ] || echo "there is a $file.csv"
  cmp b/batches.csv c/batches.csv
  rm -rf c
done
