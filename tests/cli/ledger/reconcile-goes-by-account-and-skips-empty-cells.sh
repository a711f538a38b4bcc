# Each account has a gap of its own; where nothing is stated nothing is checked.
printf '%s\n' id,account,amount,stated 1,a,5,5 2,b,5,7 3,a,5,10 4,b,5, 5,b,5,17 \
  6,b,1,99 7,b,1,100 | balsys-ledger --reconcile stated --differences d.csv --quiet
status=$?
cat d.csv
exit $status
