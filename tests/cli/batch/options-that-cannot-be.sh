# Each is a usage error, and nothing is read or written.
for option in '--cap 0' '--cap -5' '--cap 1e5' '--window 0' '--method worst' \
  '--window 4294967296' '--at-end never' '--output json' \
  '--effort 0' '--effort 10' '--effort x' '--effort 5 --method bfd' \
  '--effort 6 --method exact' '--jobs 0' '--jobs 257' '--jobs -1' \
  --timing '--timing --certificate c.csv'; do
  balsys-batch $option </dev/null
  echo "status $?"
done
ls
