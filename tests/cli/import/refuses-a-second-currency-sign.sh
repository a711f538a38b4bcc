# The first sign of a record taken is the stream's; no sign fits every stream.
printf '%s\n' id,amount '0,$1.234' 1,£1.00 2,2.00 '3,$3.00' 4,4.00£ 5,€5 |
  balsys-import --id id --amount amount
