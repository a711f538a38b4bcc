# A record over the cap is refused and takes no place in a window; int64's
# least amount has no absolute value in 64 bits and is refused all the same.
printf 'id,amount\na,1000000.01\nb,1000000.00\nc,-1000000.01\nd,-92233720368547758.08\ne,1\n' |
  balsys-batch --window 2 --rejects rejects.csv
status=$?
cat rejects.csv
exit $status
