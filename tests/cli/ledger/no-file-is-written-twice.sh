# Two outputs into one file are 64, and so is an output over a table.
printf 'id,account,amount\n1,a,1\n' >in.csv
printf 'account,balance\na,1\n' >opening.csv
balsys-ledger --rejects out.csv --closing out.csv in.csv
echo $?
balsys-ledger --closing out.csv in.csv >out.csv
echo $?
balsys-ledger --opening opening.csv --closing opening.csv in.csv
echo $?
balsys-ledger --known in.csv --outcomes ./in.csv in.csv
echo $?
ln opening.csv linked.csv
balsys-ledger --opening opening.csv --closing linked.csv in.csv
echo $?
cat opening.csv in.csv
balsys-ledger --rejects /dev/null --closing /dev/null in.csv
