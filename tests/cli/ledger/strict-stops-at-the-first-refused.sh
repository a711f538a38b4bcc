# What came before is written; nothing is kept of the record itself.
printf 'id,amount\n1,5\n2,x\n3,7\n' |
  balsys-ledger --strict --rejects rejects.csv --outcomes outcomes.csv --closing closing.csv
status=$?
cat rejects.csv outcomes.csv closing.csv
exit $status
