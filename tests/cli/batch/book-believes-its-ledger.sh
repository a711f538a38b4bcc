# What balsys-ledger would not have put into ledger.csv is not refused, but an
# error: once the file is mended, its records are windows.
exec 2>&1
printf 'id,amount\n1,5\n2,7000000\n3,4\n4,1\n' >in
balsys-ledger --book b in
for line in "3,x,x" "3,4" "x\x00y,4,4" ",4,4"; do
  cp -r b c
  rm c/ledger.csv.sum
  sed "4s/.*/$line/" b/ledger.csv >c/ledger.csv
  balsys-batch --book c --window 2
  echo "status $?"
  cp b/ledger.csv b/ledger.csv.sum c
  balsys-batch --book c --tee
  echo "status $?"
  cat c/oversize.csv
  rm -rf c
done
# Nor is it waited for somebody who writes it.
rm b/ledger.csv
mkfifo b/ledger.csv
timeout 10 balsys-batch --book b
echo "status $?"
