# --output: a file is written beside and renamed, so that what was there stays
# whatever fails; it is made where it was not there, and keeps its mode; what is
# no plain file is written to.
printf 'id,amount\n1,5\n2,x\n' >in.csv
stats() {
  balsys-stats -q --format csv --output "$@" in.csv 2>&1 |
    sed "s,$PWD/,,"
  echo "${PIPESTATUS[0]}"
}
records() { cut -d , -f 1,4 <"$1" | tail -n 1; }

stats new.csv
records new.csv
chmod 600 new.csv
inode=$(stat -c %i new.csv)
printf '3,7\n' >>in.csv
stats new.csv
records new.csv
[ "$(stat -c %i new.csv)" = "$inode" ] && echo 'written in its place'
stat -c %a new.csv

# A disk that is full: nothing more can be written to any file.
printf '4,7\n' >>in.csv
cp new.csv before.csv
(
  trap '' XFSZ
  ulimit -f 0
  stats new.csv
) | cat
cmp before.csv new.csv && records new.csv
stats /dev/full

# What cannot be.
stats in.csv
ln -s in.csv link
stats link
stats new.csv --rejects new.csv
stats none/new.csv
stats .

mkfifo fifo
cat fifo >read &
stats fifo
wait
records read
ln -s new.csv another
stats another
[ -L another ] && records new.csv
ls
