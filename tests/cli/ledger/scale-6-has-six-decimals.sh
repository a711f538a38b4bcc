# Six decimals, filled with zeros.
printf 'id,amount\n1,0.000001\n2,1\n3,0.0000001\n' | balsys-ledger -s 6
