# To the next command a line with id and amount in it is a header, wherever
# they stand.
printf 'id,a,acc,k\nid,5,x,amount\n1,6,id,amount\namount,7,id,x\n\357\273\277id,8,x,amount\n2,9,id,x\nid,10,x,x\n' |
  balsys-import --id id --amount a --account acc --keep k |
  tee out.csv
balsys-ledger --quiet out.csv | tail -n 1
