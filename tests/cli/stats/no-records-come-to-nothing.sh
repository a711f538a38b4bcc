# A header alone is a stream like any other; what cannot be said is not.
echo id,time,account,amount,balance,window,batch >in.csv
for format in text csv json prometheus; do
  balsys-stats --format $format in.csv || exit
  balsys-stats --by account --format $format in.csv || exit
done
