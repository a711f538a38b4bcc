# Credits and debits are sums of their own, accounts in the order of bytes.
printf '%s\n' id,account,amount 1,b,5 2,B,1 3,b,-7.50 4,,1 5,b,x '6,"a,b",0' |
  balsys-ledger --quiet --closing closing.csv >/dev/null
cat closing.csv
