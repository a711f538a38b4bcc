# Metrics: labels are escaped, what is known is told and nothing else, and names
# that are no text are told apart.
{
  echo id,time,account,amount,balance
  echo '1,2026-11-22T06:50:00Z,shop,12.00,12.00'
  echo '2,2026-11-22T06:50:01.25Z,"a ""b"" \n",-7.00,-7.00'
} >in.csv
balsys-stats --format prometheus in.csv
balsys-stats --format prometheus --currency EUR --by account in.csv
printf 'id,account,amount\n1,caf\351,1\n2,caf\350,2\n3,plain,3\n' |
  balsys-stats --format prometheus --by account | head -n 5
printf 'id,amount\n1,1.5\n' |
  balsys-stats --format prometheus --by day --currency EUR | grep amount_max
