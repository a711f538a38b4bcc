# Ten differences are named, all are written and counted.
{ echo id,amount,stated; for i in $(seq 12); do echo "$i,1,$((i * 3))"; done; } |
  balsys-ledger --reconcile stated --differences d.csv >/dev/null
status=$?
wc -l <d.csv
exit $status
