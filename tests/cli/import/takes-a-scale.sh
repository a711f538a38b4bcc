# Three decimals of a dinar, none of a yen.
printf 'id,amount\n1,"1,234.5"\n2,1.2345\n' |
  balsys-import --id id --amount amount -s 3
printf 'id,amount\n1,"1,234"\n2,1.5\n3,1.0\n' |
  balsys-import --id id --amount amount --scale 0
