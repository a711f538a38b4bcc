# Records that are there already are not taken once an output has failed: of
# 12,000, all read at once, only those count that were posted before.
{ echo id,amount; echo 0,x; seq -f '%.0f,1.00' 12000; } >in.csv
balsys-ledger in.csv 2>err >/dev/full
status=$?
sed 's/read .*/read so many/' err >&2
awk '/: read/ { if ($3 > 2000 && $3 < 10000) exit; print "it counts " $3 }' err
exit $status
