printf 'id,amount\n5,5' |
  balsys-import --id id --amount amount --final-newline optional
