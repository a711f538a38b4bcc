# What was posted may be more than any balance.
for i in 1 2 3; do echo $i,9223372036854775807; echo -$i,-9223372036854775807; done |
  balsys-ledger --scale 0 --columns id,amount --closing closing.csv
cat closing.csv
