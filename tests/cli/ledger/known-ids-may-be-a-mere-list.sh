# With ids alone whatever has one of them is known.
printf 'id\n1\n3\n' >known.csv
printf 'id,amount\n1,5\n2,5\n2,5\n3,7\n' |
  balsys-ledger --known known.csv --outcomes outcomes.csv
cat outcomes.csv
