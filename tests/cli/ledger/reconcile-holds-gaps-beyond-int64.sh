# The change of a gap may be larger than any balance.
printf '%s\n' id,amount,stated 1,9223372036854775807,-9223372036854775808 2,0,9223372036854775807 |
  balsys-ledger --scale 0 --reconcile stated --differences d.csv
cat d.csv
