# No debit goes below --min-balance; a credit is taken wherever it ends.
printf 'id,account,amount\n1,a,-10.00\n2,a,-0.01\n3,a,0\n4,b,-10.01\n5,b,1\n' |
  balsys-ledger --min-balance -10
