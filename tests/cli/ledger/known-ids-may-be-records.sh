# With the records of an earlier run, the same is known, another a conflict.
printf 'id,account,amount\n1,a,5\n2,a,5\n' | balsys-ledger >monday.csv
printf 'id,account,amount\n1,a,5\n2,a,6\n3,a,7\n' |
  balsys-ledger --known monday.csv --outcomes outcomes.csv
cat outcomes.csv
