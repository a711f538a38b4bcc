# The cap is that of the list, wherever it stands; --cap may say the same.
printf '%s\n' window,batch,count,total,cap 1,1,2,10.00,10.00 1,2,1,5.00,10.00 \
  >list.csv
printf '%s\n' window,count,total,batches,lower_bound,proven 1,3,15,2,2,yes \
  >report.csv
for inputs in list.csv 'list.csv report.csv' 'report.csv list.csv' \
  '--cap 10 list.csv'; do
  balsys-stats --format json $inputs || exit
done
# Another cap, or one that is not that of records before, is none.
printf '%s\n' id,amount,window,batch 1,9,1,1 >lines.csv
balsys-stats --cap 11 list.csv >/dev/null
echo $?
balsys-stats lines.csv list.csv >/dev/null
echo $?
sed '$ s/10.00$/11/' list.csv | balsys-stats >/dev/null
echo "${PIPESTATUS[1]}"
balsys-stats --cap 10 lines.csv list.csv >/dev/null
echo $?
# Nor may it be larger once a window was said to be over the usual one.
printf '%s\n' window,count,total,batches,lower_bound,proven \
  1,3,1500000,1,1,yes >report.csv
sed 's/10.00$/2000000/' list.csv | balsys-stats report.csv - >/dev/null
