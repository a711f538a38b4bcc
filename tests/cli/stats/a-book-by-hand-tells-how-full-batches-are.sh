# The least full batch is the last of a whole window, be it that nothing comes
# behind it; those of other windows do not count, nor of a book without any.
make() {
  mkdir $1
  printf 'option,value\ncap,10.00\nid,%032d\nscale,2\n' 1 >$1/book
  printf '%s\n' id,amount,balance 1,9,9 2,-8,1 3,7,8 4,3,11 >$1/ledger.csv
  printf '%s\n' id,amount,balance,window,batch 1,9,9,1,1 2,-8,1,1,2 3,7,8,2,1 \
    4,1,9,3,1 >$1/batches.csv
}
make one
printf '%s\n' window,count,total,batches,lower_bound,proven 1,2,17,2,2,yes \
  2,1,7,1,1,yes >one/windows.csv
balsys-stats --format json one || exit
printf '%s\n' file,line,reason,detail,record >one/rejects.csv
balsys-stats --format json one || exit
printf '%s\n' window,submission 1,0a >one/submitted.csv
balsys-stats --by window --format json one || exit
rm one/submitted.csv
# Of two books each has its own windows, and is a stream of its own.
make two
sed -i s/3,7,8,2,1/3,4,8,2,1/ two/batches.csv
balsys-stats --format json one two || exit
# Lines that are not grouped, or that no number says the place of.
for places in 2,1:1,1 1,2:1,1 1,x:1,2 ,1:1,2; do
  printf '%s\n' id,amount,balance,window,batch 1,9,9,${places%:*} \
    2,-8,1,${places#*:} >one/batches.csv
  balsys-stats one >/dev/null
  echo $?
done
printf '%s\n' id,amount,balance,window,batch 1,9,9,1,1 2,-8,1,1,1 >one/batches.csv
balsys-stats one >/dev/null
