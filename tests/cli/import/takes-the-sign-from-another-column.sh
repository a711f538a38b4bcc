# --debit-when turns amounts, never balances; two turns are none.
printf '%s\n' id,type,amount,balance 1,VYDAJ,5,-5 2,PRIJEM,6,1 3,VYBER,7,-6 \
  4,vydaj,8,2 5,VYDAJ,-9,11 >in.csv
balsys-import --id id --amount amount --balance balance \
  --debit-when type=VYDAJ,VYBER in.csv
balsys-import --id id --amount amount --debit-when type=VYDAJ,VYBER --negate \
  in.csv
