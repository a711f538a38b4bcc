# With a decimal comma thousands have a point, unless something else is said.
printf 'id;amount\n1;1.234,56\n2;-1.234.567,8 €\n3;1,234.56\n' |
  balsys-import -d ';' --id id --amount amount --decimal ,
printf "id;amount\n1;1'234,56\n2;1.234,56\n" |
  balsys-import -d ';' --id id --amount amount --decimal , --thousands "'"
