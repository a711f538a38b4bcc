# Ids of more than one earlier run; of one that is in both the first counts.
printf 'id,amount\n1,5\n2,6\n' >monday.csv
printf 'id,amount\n2,7\n3,8\n' >tuesday.csv
printf 'id,amount\n1,5\n2,6\n2,7\n3,8\n4,9\n' |
  balsys-ledger --known monday.csv --known tuesday.csv
