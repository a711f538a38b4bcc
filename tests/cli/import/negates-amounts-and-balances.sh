# The least amount can be turned only where its opposite can be held.
printf '%s\n' id,amount,balance 1,5.00,10.00 2,-3.00,-7.00 \
  3,92233720368547758.08,0 4,-92233720368547758.08,0 5,1, |
  balsys-import --id id --amount amount --balance balance --negate
