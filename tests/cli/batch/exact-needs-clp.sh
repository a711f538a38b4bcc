# Without CLP, or with one that cannot be loaded, efforts 7 to 9 end before
# anything is read, and all others go on as ever.
mkdir lib
: >lib/libClp.so.1
export LD_LIBRARY_PATH=$PWD/lib
for options in '--method exact' '--effort 7' '--method best --effort 9' \
  '--method exact --effort 8 --report report.csv'; do
  balsys-batch $options missing.csv
  echo "status $?"
done
[ -e report.csv ] || echo "no report is made"
printf 'id,amount\n1,5\n' | balsys-batch --effort 6
