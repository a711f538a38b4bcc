# A table is part of the question: its first wrong line ends the run.
printf 'account,balance\na,10.00\nb,1.001\n' >opening.csv
printf 'id,amount\n1,1\n' >in.csv
balsys-ledger --opening opening.csv in.csv
echo $?
balsys-ledger --opening missing.csv in.csv
echo $?
balsys-ledger --opening --5 in.csv
echo $?
balsys-ledger --opening 1.234 in.csv
