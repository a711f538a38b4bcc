# How many batches there are, and how full; which windows they are of is told
# where that is asked for.
printf '%s\n' window,batch,count,total,cap,first_id,last_id \
  1,1,2,1000000.00,1000000.00,a,b 1,2,1,250000.00,1000000.00,c,c \
  2,1,5,999999.99,1000000.00,d,h >list.csv
balsys-stats --format json list.csv || exit
balsys-stats --by window --format json list.csv
