# An amount with more decimals than the stream's scale is never rounded.
printf 'id,amount\n1,12.345\n2,12.340\n' | balsys-ledger --rejects rejects.csv
status=$?
cat rejects.csv
exit $status
