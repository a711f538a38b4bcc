# No difference: status 0, and the file of differences has its header alone.
printf 'id,amount,stated\n1,5,5.0\n2,-7,-2\n' |
  balsys-ledger --reconcile stated --differences d.csv
cat d.csv
