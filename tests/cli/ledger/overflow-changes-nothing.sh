# At both ends of what an account can hold; a neighbour is not touched.
printf '%s\n' id,account,amount 1,up,92233720368547758.07 2,up,0.01 3,up,0 \
  4,down,-92233720368547758.08 5,down,-0.01 6,up,-0.01 7,up,0.01 8,down,0.01 \
  9,up,92233720368547758.08 10,down,-92233720368547758.09 11,up,-92233720368547758.08 |
  balsys-ledger --closing closing.csv
status=$?
cat closing.csv
exit $status
