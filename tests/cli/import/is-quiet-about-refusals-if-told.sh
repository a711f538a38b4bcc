printf 'id,amount\n1,1\n2,x\n3,3\n' |
  balsys-import --id id --amount amount --quiet
