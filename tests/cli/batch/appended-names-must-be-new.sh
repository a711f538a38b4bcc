# A column that is there already is an error that tells of --as.
printf 'id,batch,amount\n1,x,2\n' >in.csv
balsys-batch in.csv
echo "status $?"
balsys-batch --as w,b in.csv
