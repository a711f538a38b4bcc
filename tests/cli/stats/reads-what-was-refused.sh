# Files of --rejects are counted by reason, and outcomes say more.
printf '%s\n' file,line,reason,detail,record in.csv,3,amount,d,r \
  'in.csv,9,limit,"a, b","1,2"' in.csv,10,amount,d,r >rejects.csv
printf '%s\n' id,outcome,reason,balance 1,accepted,,5.00 2,refused,limit, \
  2,known,limit, 1,duplicate,, 1,duplicate,, ,refused,id, >outcomes.csv
printf '%s\n' window,submission 1,0a 2,0b >submitted.csv
for input in rejects.csv outcomes.csv submitted.csv; do
  balsys-stats --format json $input || exit
done
# What the run itself refuses is added.
printf '%s\n' id,amount 1,x 2,3 >in.csv
balsys-stats --format json in.csv rejects.csv outcomes.csv
