# A window that COMMAND does not take ends the run with 75.  Standard output
# ends with it: none behind it is written, and none is submitted.
seq 1 20 | sed 's/$/,1.00/' >in.csv
for jobs in 1 4; do
  balsys-batch --columns id,amount --window 2 --jobs $jobs --retries 2 \
    --retry-wait 0 --submit '[ $BALSYS_WINDOW -lt 2 ] || exit 7' in.csv
  echo "status $?"
done
balsys-batch --quiet --columns id,amount --window 2 --retries 2 --retry-wait 0 \
  --submit 'kill -TERM $$' in.csv >/dev/null
echo "status $?"
balsys-batch --columns id,amount --window 2 --retries 0 --submit 'exit 1' in.csv
echo "status $?"
