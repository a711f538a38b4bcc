# Another scale is 64.
for scale in 7 -1 2.0 '' 99999999999999999999; do
  balsys-ledger --scale "$scale" /dev/null
  echo $?
done
