# Status and reject file tell all the same.
printf 'id,amount\n1,5\n2,x\n' | balsys-ledger -q --rejects rejects.csv
status=$?
cat rejects.csv
exit $status
