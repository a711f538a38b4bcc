# Sorted by bytes, whatever is in the names: none, quotes, commas, a tab, bytes
# that are no text, an escape, characters of several bytes.
printf 'id,account,amount,balance\n1,b,1,1.00\n2,,2,2.00\n' >in.csv
printf '3,"x""y,z",3,3.00\n4,\377,4,4.00\n5,tab\there,5,5.00\n' >>in.csv
printf '6,\303\251t\303\251,6,6.00\n7,\033[31m,7,7.00\n' >>in.csv
printf '8,\302\233csi,8,8.00\n9,b,-1234567.89,-1234566.89\n' >>in.csv
for format in text csv json; do
  balsys-stats --by account --format $format in.csv || exit
done
