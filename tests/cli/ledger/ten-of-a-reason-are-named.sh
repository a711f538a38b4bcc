# The first ten, and how many more of which reason; the reject file has all.
{ echo id,amount; for i in $(seq 13); do echo "$i,x"; echo "$i,"; echo "$i"; done; } |
  balsys-ledger --rejects rejects.csv >/dev/null
status=$?
wc -l <rejects.csv
exit $status
