# Fields, NUL, and a last line without its newline.
printf 'id,amount\n1\n2,2,2\n3\0,3\n4,4\n5,5' |
  balsys-import --id id --amount amount
