printf 'account,balance\na,1.234\n' >in.csv
balsys-ledger --opening - in.csv <in.csv
