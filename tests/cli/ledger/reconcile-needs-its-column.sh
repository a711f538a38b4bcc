# A column that is not there, or there twice, is 65.
printf 'id,amount,x,x\n1,5,5,5\n' >in.csv
balsys-ledger --reconcile stated in.csv
echo $?
balsys-ledger --reconcile x in.csv
echo $?
balsys-ledger --differences d.csv in.csv
