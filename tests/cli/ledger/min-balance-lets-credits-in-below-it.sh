# An account that begins below the least balance can only rise.
printf 'id,amount\n1,-1\n2,5\n3,0\n4,-0.01\n' |
  balsys-ledger --opening -100 --min-balance 0
