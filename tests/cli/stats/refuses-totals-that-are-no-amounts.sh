# A line that cannot be read is refused, of whatever kind; the run goes on.
printf '%s\n' window,count,total,batches,lower_bound,proven 1,3,x,2,2,yes \
  2,3,1.234,2,2,yes 3,3,15,2,2 '4,3,"15,2,2,yes' '' 5,3,15,2,2,yes \
  window,batch,count,total,cap 1,1,1,,5 1,1,1,5,x 1,1,1,5,1000000 \
  id,outcome,reason,balance 1,accepted,,y 2,accepted,,5 |
  balsys-stats --format json --rejects rejects.csv
echo $?
cat rejects.csv
