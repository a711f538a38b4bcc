# What came before the trouble is written out all the same.
printf 'id,amount\n3,3\n2,2\n1,1' |
  balsys-import --id id --amount amount --reverse
