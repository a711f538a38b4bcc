# To the next command a line with id and amount in it is a header.
printf 'id,a,k\nid,5,amount\n1,6,x\nid,7,x\n' |
  balsys-import --id id --amount a --keep k
