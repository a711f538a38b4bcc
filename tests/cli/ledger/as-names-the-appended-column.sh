# A column balance that is there already needs --as for the new one.
printf 'id,amount,balance\n1,5,7\n' >in.csv
balsys-ledger in.csv
echo $?
balsys-ledger --as 'my, balance' in.csv
balsys-ledger --as amount in.csv
echo $?
balsys-ledger --as $'two\nlines' in.csv
