# As split makes them, of whatever kind; but not behind a book.
printf '%s\n' window,submission 1,0a 2,0b 3,0c >all
split -l 2 all part.
balsys-stats --format json part.aa part.ab || exit
printf '%s\n' id,amount 1,x 2,3 4,5 >all
split -l 1 all line.
balsys-stats --format json line.*
echo $?
mkdir book
printf 'option,value\nid,%032d\n' 1 >book/book
printf '%s\n' id,amount,balance 1,5,5 >book/ledger.csv
printf '%s\n' 2,6,11 >part
balsys-stats book part
