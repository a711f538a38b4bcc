for option in '--cap 0' '--cap -5' '--cap 1e5' '--window 0' '--method best' \
  '--window 4294967296' '--at-end never' '--output json'; do
  balsys-batch $option </dev/null
  echo "status $?"
done
