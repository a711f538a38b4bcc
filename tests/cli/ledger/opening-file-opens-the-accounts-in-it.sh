# --opening FILE gives some accounts a balance; they close even if unused.
printf 'account,balance,note\na,10.00,x\n"c,d",-3,\n' >opening.csv
printf 'id,account,amount\n1,a,1.00\n2,b,-0.50\n' |
  balsys-ledger --opening opening.csv --closing closing.csv
cat closing.csv
