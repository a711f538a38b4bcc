# One is filled; what is less than nothing, in both or in neither is refused.
printf '%s\n' id,in,out 1,5.00, 2,,3.00 3,0.00,2.00 4,0.00,0.00 5,0, \
  6,1.00,1.00 7,, '8, ,' 9,-1.00, 10,,-1.00 11,,92233720368547758.08 \
  12,92233720368547758.08, '13,£4.00,' '14,,$4.00' '15,,(4.00)' |
  balsys-import --id id --credit in --debit out
