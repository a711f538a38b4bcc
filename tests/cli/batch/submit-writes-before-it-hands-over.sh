# A window is on standard output, and in the report, before COMMAND is run; and
# where it cannot be written COMMAND is not run.
seq 1 4 | sed 's/$/,1.00/' >in.csv
balsys-batch --columns id,amount --window 2 --report report.csv \
  --submit 'cat out; tail -n 1 report.csv' in.csv >out
echo "status $?"
balsys-batch --columns id,amount --window 2 --submit 'touch run' \
  in.csv >/dev/full
echo "status $?"
balsys-batch --columns id,amount --window 2 --submit 'touch run' \
  --report /dev/full in.csv
echo "status $?"
exec 3> >(exit)
wait $!
(balsys-batch --columns id,amount --window 2 --submit 'touch run' in.csv >&3)
echo "status $?"
ls
