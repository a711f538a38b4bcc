# Yen: no decimals, and none taken but zeros.
printf 'id,amount\n1,500\n2,-20.00\n3,1.5\n' | balsys-ledger --scale 0
