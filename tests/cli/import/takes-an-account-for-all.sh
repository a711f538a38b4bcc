# --account =TEXT is the account itself.
printf 'id,amount\n1,5.00\n' |
  balsys-import --id id --amount amount --account '=main, "A"'
