# Windows are those of the report, and how few batches there could be is what
# it proves; what else stands in it is no matter, nor in which order.
printf '%s\n' window,count,total,batches,lower_bound,bound,proven,method,steps,first_id,last_id \
  1,3,1800000.00,3,2,sum,no,ffd,9,a,c 2,2,1000000.00,1,1,sum,yes,ffd,3,d,e \
  7,4,2500000.00,3,3,dual,yes,best,12,f,i >report.csv
balsys-stats --format json report.csv || exit
printf '%s\n' proven,extra,lower_bound,batches,total,count,window \
  no,,2,3,1800000.00,3,1 yes,,1,1,1000000.00,2,2 yes,,3,3,2500000.00,4,7 |
  balsys-stats --format json || exit
balsys-stats --by window --format json report.csv
