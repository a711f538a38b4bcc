# What the ledger and the batches of a book appended is found by its name there;
# columns of the input that are called as usual are somebody else's.
printf '%s\n' id,amount,balance,window,batch 1,6,600,9,9 2,-6,500,,x >in.csv
balsys-ledger --book book --as computed in.csv &&
  balsys-batch --book book --window 2 --cap 10 --as w,b || exit
head -n 2 book/batches.csv
balsys-stats --format json book
