# Standard output is no file of the book, and where it fails nothing is handed
# to a command.
exec 2>&1
printf 'id,amount\n1,5\n2,-3\n3,1\n' >in
balsys-batch --book b --window 1 - <in
cp -r b c
for file in windows.csv book batches.csv.sum oversize.csv submitted.csv; do
  balsys-batch --book b --tee - <in >>b/$file
  echo "status $?"
done
rm b/submitted.csv
diff -r b c
balsys-batch --book b --tee --submit 'echo $BALSYS_WINDOW' - <in >/dev/full
echo "status $?"
balsys-batch --book b --submit 'echo $BALSYS_WINDOW' - <in
echo "status $?"
