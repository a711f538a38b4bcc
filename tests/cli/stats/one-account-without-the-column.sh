# Without a column account there is one, whose name is empty.
printf 'id,amount\n1,5\n2,-3\n' >in.csv
for format in text csv json; do
  balsys-stats --by account --format $format in.csv || exit
done
