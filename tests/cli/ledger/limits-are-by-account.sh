# --limits has its own least balance and greatest amount for an account; one
# that is empty there, or an account that is not, falls back on --min-balance.
printf 'account,min_balance,max_amount\na,-5,\nb,,2.50\n' >limits.csv
printf '%s\n' id,account,amount 1,a,-5 2,a,-0.01 3,b,2.50 4,b,2.51 5,b,-2.50 \
  6,b,-0.01 7,c,-0.01 8,c,1000 | balsys-ledger --limits limits.csv --min-balance 0
