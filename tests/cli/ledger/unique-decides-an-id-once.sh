# The same again is a duplicate, other content a conflict; what limit refused
# is known when it comes again, and so is a refused line, but not a better one.
printf '%s\n' id,account,amount,note 1,a,5,x 1,a,5,y 1,a,6,x 1,a,6,x 1,a,5.00,x \
  2,a,-9,x 3,a,9,x 2,a,-9,x 2,a,-8,x 4,a,1e5,x 4,a,1e5,x 4,a,100,x '"4",a,100,x' |
  balsys-ledger --unique --min-balance 0 --outcomes outcomes.csv \
    --rejects rejects.csv
status=$?
cat outcomes.csv rejects.csv
exit $status
