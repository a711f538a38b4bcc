# In every format, of the whole and of accounts.
printf 'id,account,amount\n1,a,5\n' >in.csv
for format in text csv json; do
  balsys-stats --currency GBP --format $format in.csv || exit
  balsys-stats --currency GBP --by account --format $format in.csv || exit
done
