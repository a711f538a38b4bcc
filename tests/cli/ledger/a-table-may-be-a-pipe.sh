# Opening balances, limits and known ids come from pipes as well.
printf 'id,account,amount\n1,a,1\n2,a,1\n3,a,-9\n' >in.csv
balsys-ledger --opening <(printf 'account,balance\na,5\n') \
  --limits <(printf 'account,min_balance\na,0\n' | gzip) \
  --known <(printf 'id\n1\n') in.csv
