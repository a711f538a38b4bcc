# Lines that a broken quote joined are taken apart again.
printf '%s\n' id,text,amount '1,5" pipe,1' 2,a,2 '3,6" pipe,3' \
  '4,"open,4' 5,b,5 '6,"c",6' >in.csv
balsys-import --id id --amount amount --keep text --rejects rejects.csv in.csv
status=$?
cat rejects.csv
exit $status
