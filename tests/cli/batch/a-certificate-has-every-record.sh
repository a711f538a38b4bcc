# A line for every record, in the order they came, with all that is said of
# its window; amounts are absolute and whole; an id with a comma is quoted.
printf 'id,amount\n"a,1",600.00\nb,-400\nc,0\nd,500.5\ne,-499.50\nf,1\n' |
  balsys-batch --cap 1000 --window 5 --certificate proof.csv >out.csv
echo "status $?"
cat proof.csv
