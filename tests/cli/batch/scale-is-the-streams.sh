# Yen have no decimals; the default cap is a million of them.
printf 'id,amount\n1,1000000\n2,1000001\n3,5.0\n' |
  balsys-batch --scale 0 --output batches
