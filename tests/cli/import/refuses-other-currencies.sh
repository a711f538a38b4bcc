# --currency COLUMN=CODE keeps a stream of one currency.
printf 'id,ccy,amount\n1,GBP,1.00\n2,EUR,2.00\n3,,3.00\n' |
  balsys-import --id id --amount amount --currency ccy=GBP
