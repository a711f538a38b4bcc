# Amount and balance of one record are in one currency.
printf 'id,amount,balance\n1,£1.00,$1.00\n2,$1.00,$1.00\n3,£1.00,£1.00\n' |
  balsys-import --id id --amount amount --balance balance
