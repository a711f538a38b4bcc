# With the outcomes of an earlier run, those that decided their id are known.
printf '%s\n' id,amount 1,5 2,x 2,x 3,-99 | balsys-ledger --quiet --unique \
  --min-balance 0 --outcomes monday.csv >/dev/null
cat monday.csv
printf '%s\n' id,amount 1,5 2,7 3,1 |
  balsys-ledger --known monday.csv --outcomes outcomes.csv
cat outcomes.csv
