# What is kept of a part takes nobody's place: a line cut off, a gzip cut short,
# an input that is not there.
printf 'id,amount\n1,5\n2,6\n3,-10' >cut.csv
printf 'id,amount\n1,5\n2,6\n' >whole.csv
gzip <whole.csv | head -c 30 >cut.csv.gz
for inputs in cut.csv cut.csv.gz 'whole.csv gone.csv' 'whole.csv cut.csv'; do
  echo old >s.sum
  # shellcheck disable=SC2086 # there may be two
  balsys-stats --quiet --save s.sum $inputs >/dev/null
  echo "$? $(cat s.sum)"
done
