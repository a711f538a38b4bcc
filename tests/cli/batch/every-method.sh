# FFD and first-fit need 3 batches here, and BFD 2.
for method in next-fit first-fit ffd bfd; do
  printf '%s\n' 400000 400000 350000 250000 250000 150000 100000 100000 |
    awk '{ print NR "," $1 }' |
    balsys-batch --columns id,amount --method $method --report report.csv \
      >out.csv
  echo "status $?"
  tail -n 1 report.csv
  cut -d , -f 4 out.csv | tr '\n' ' '
  echo
done
