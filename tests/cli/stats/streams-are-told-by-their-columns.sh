# Transactions with the same columns are one stream, wherever they stand, and
# its balances begin and end somewhere; with others they are another, of which
# nothing is told that depends on what comes first.
printf '%s\n' id,amount,balance 1,5,5 >one
printf '%s\n' id,amount,balance 2,-3,2 >two
printf '%s\n' window,submission 1,0a >between
printf '%s\n' amount,id,balance 7,3,9 >other
for inputs in 'one two' 'one between two' 'one other'; do
  balsys-stats --format json $inputs || exit
done
cat one two other | balsys-stats --format json
