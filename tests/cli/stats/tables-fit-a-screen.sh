# Tables of groups leave out what is less important where a line would not fit
# into 80 columns, and nothing else, however wide it is.
{
  echo id,time,account,amount,balance,window,batch
  for i in 1 2 3 4; do
    echo "$i,2026-11-22T06:5$i:30Z,acct-$((i % 2)),12.50,12.50,$i,1"
  done
} >small.csv
sed 's/12\.50/123456789.50/; s/,4,1$/,3,2/' small.csv >large.csv
for by in account window minute hour day; do
  balsys-stats --by $by small.csv
  balsys-stats --by $by --cap 200000000 large.csv
done
balsys-stats --by minute --zone Asia/Kolkata --top 2 small.csv
balsys-stats --by account --currency GBP small.csv | awk 'length > 80'
printf 'id,amount,account\n1,92233720368547758.07,%064d\n' 1 |
  balsys-stats --by account
