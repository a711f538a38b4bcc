# Records of an id and an amount alone: nothing is told that they do not have.
printf 'id,amount\n1,5.00\n2,-1234567.89\n3,0\n4,+12.3\n' >in.csv
for format in text csv json; do
  balsys-stats --format $format in.csv || exit
done
