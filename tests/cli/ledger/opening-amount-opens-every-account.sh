# --opening AMOUNT is every account's balance before its first record.
printf 'id,account,amount\n1,a,1.00\n2,b,-0.50\n3,a,2\n' |
  balsys-ledger --opening -100.5 --closing closing.csv
cat closing.csv
