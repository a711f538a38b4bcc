# Only where it would be written: other columns may hold what they like.
printf 'id,amount,text,else\n1,5.00,caf\351,x\n2,\2435.00,,x\n\351,1,,x\n' \
  >in.csv
printf '4,5.00,caf\303\251,\351\n' >>in.csv
balsys-import --id id --amount amount --keep text --rejects rejects.csv in.csv
status=$?
cat rejects.csv
exit $status
