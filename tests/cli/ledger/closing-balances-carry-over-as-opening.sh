# What --closing writes, --opening of the next run reads.
printf 'id,account,amount\n1,a,1.00\n2,b,-0.50\n' |
  balsys-ledger --closing monday.csv >/dev/null
printf 'id,account,amount\n3,a,1.00\n' | balsys-ledger --opening monday.csv
