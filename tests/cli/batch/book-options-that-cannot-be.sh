# What does not go together with a book, or needs one, is a wrong use, and
# makes no book.
for options in '--tee' '--book b --rejects r' '--book b --report r' \
  '--book b --timing' '--book b --at-end emit' '--book b --certificate c' \
  '--book b in.csv' '--book b - -' '--book b --scale 2 --cap 0 -' \
  '--book b --method ffd --effort 2 -'; do
  printf 'id,amount\n1,5\n' | balsys-batch $options
  echo "status $?"
done
printf 'id,amount\n1,5\n' | balsys-batch --book '' -
echo "status $?"
ls
