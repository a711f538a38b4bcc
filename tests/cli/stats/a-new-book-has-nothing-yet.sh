# What is not there yet is not told.
mkdir book
printf 'option,value\nid,%032d\n' 1 >book/book
balsys-stats --format json --rejects rejects.csv book || exit
cat rejects.csv
printf 'id,amount,balance\n' >book/ledger.csv
balsys-stats --format json book
