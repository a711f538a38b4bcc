# What is read behind a failed output is not decided: outcomes end early.
{ echo id,amount; seq -f '%.0f,1.00' 200000; } >in.csv
balsys-ledger --outcomes outcomes.csv in.csv >/dev/full
status=$?
[ "$(wc -l <outcomes.csv)" -lt 100000 ] || echo 'it went on to the end'
exit $status
