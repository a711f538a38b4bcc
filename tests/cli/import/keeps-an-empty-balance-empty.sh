# Some banks state the balance once a day.
printf '%s\n' id,amount,balance 1,5.00, 2,5.00,10.00 '3,5.00, ' 4,5.00,x |
  balsys-import --id id --amount amount --balance balance
