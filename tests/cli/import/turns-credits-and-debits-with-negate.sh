# A card's statement counts what was spent: --negate turns all of it.
printf '%s\n' id,in,out 1,5.00, 2,,3.00 3,-1.00, |
  balsys-import --id id --credit in --debit out --negate
