# One line for every record read, in order; an id that could not be read is
# empty.
printf '%s\n' id,account,amount 1,a,5 2,a,x '"3' 4,a '"5,6",a,1' ,a,1 '' 1,a,5 |
  balsys-ledger --quiet --outcomes outcomes.csv >/dev/null
status=$?
cat outcomes.csv
exit $status
