# A statement's own balance beside ours: the record that is missing is one
# difference, not one for every line behind it.
{ echo id,account,amount,balance
  for i in 1 2 3 4 6 7 8 9; do echo "$i,a,1.00,$i.00"; done
} | balsys-ledger --reconcile balance --differences differences.csv
status=$?
cat differences.csv
exit $status
