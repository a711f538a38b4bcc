# Also in reports, where one at least must be; the first ten are named.
printf '%s\n' window,batch,count,total,cap 1,1,2,10.01,10 1,2,2,10,10 >list.csv
balsys-stats --format json list.csv
echo $?
{
  echo window,count,total,batches,lower_bound,proven
  for i in {1..12}; do echo $i,3,20.01,2,2,yes; done
} >report.csv
balsys-stats --cap 10 --format json report.csv
echo $?
balsys-stats --cap 10 -q report.csv >/dev/null
