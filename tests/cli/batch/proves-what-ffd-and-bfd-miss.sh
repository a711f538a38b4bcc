# The least of these windows is found by default, and proven.  The first two
# are 3 batches for first-fit decreasing, the first for best-fit, too.
pack() {
  printf '%s\n' "$@" | awk '{ print NR "," $1 }' |
    balsys-batch --columns id,amount --report report.csv >out.csv
  echo "status $?"
  tail -n 1 report.csv | cut -d , -f 1-5,7
}
pack 500000 450000 450000 400000 100000 100000
pack 400000 400000 350000 250000 250000 150000 100000 100000
pack 490889.08 363466.02 145644.90
