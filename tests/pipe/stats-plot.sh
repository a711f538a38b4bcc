# What gnuplot draws: a picture of the format that was asked for, with a panel
# for each thing that the stream has, the same for the same stream.
if ! command -v gnuplot >/dev/null; then
  echo "skip - pictures: gnuplot is not there"
  exit 0
fi
status=0
check() {
  if "${@:2}"; then
    echo "ok - $1"
  else
    echo "not ok - $1"
    status=1
  fi
}
words() {
  sed -n '/<text>/{s/<[^>]*>//g; s/^[[:space:]]*//; s/[[:space:]]*$//; p}' "$1"
}
has() {
  for text in "${@:2}"; do
    words "$1" | grep -qxF "$text" ||
      { echo "$1 has no \"$text\"" >&2; return 1; }
  done
}
has_not() {
  ! words "$1" | grep -E "$2" >&2
}
plot() {
  balsys-stats --plot "$@" >/dev/null
}
is_xml() {
  xmllint --noout --nonet "$@"
}

balsys-gen --no-wait -q --seed 3 --count 3000 --accounts 3 \
  --start 2026-01-01T00:00:00Z | balsys-ledger >ledger.csv
balsys-batch --method next-fit ledger.csv >batches.csv
printf 'id,amount\n' >none.csv
printf 'id,amount\n1,-0.01\n' >one.csv
awk 'BEGIN {
  print "id,account,amount"
  for (i = 1; i <= 3000; i++)
    printf "%d,a%d,%d000000000000.0%d\n", i, i % 7, i % 1000 - 500, i % 10
}' >large.csv

for name in ledger batches none one large; do
  check "$name is drawn" plot $name.svg --currency GBP $name.csv
  cp $name.svg first.svg
  check "$name is drawn again" plot $name.svg --currency GBP $name.csv
  check "$name is the same bytes" cmp first.svg $name.svg
done
if command -v xmllint >/dev/null; then
  check "pictures are XML" is_xml ledger.svg batches.svg none.svg one.svg \
    large.svg
else
  echo "skip - pictures are XML: xmllint is not there"
fi

check "of a ledger there are two panels" has ledger.svg \
  "Balance of 3 accounts, 2026-01-01" "balance (million GBP)" "time (UTC)" \
  "least to greatest" "How large the amounts of 3,000 records are" \
  "amount (GBP)" "records" "credits" "debits"
check "and no more" has_not ledger.svg 'fill|window|batch'
check "of batches there are two more" has batches.svg \
  "Balance of 3 accounts, 2026-01-01" "batch number" "fill (%)" \
  "mean of all" "window number" "batches" "lower bound" "above the bound"
check "whose balances have no range, as their order is another" \
  [ "$(words batches.svg | grep -c 'least to greatest')" = 0 ]
check "without times there are numbers" has one.svg "record number" \
  "Sum of all amounts so far, 1 record" "sum (GBP)" "0.01"
check "where there is nothing, that is said" \
  has none.svg "No records, and no batches"

check "PNG is drawn" plot batches.png batches.csv
check "PNG begins as such" [ "$(head -c 8 batches.png | od -An -tx1)" = \
  " 89 50 4e 47 0d 0a 1a 0a" ]
mkdir home
echo 'set title "mine"' >home/.gnuplot
check "what a user has set up is no matter" \
  env HOME=$PWD/home GNUTERM=x11 LC_ALL=C.UTF-8 balsys-stats -q \
  --currency GBP --plot user.svg batches.csv >/dev/null
check "and the picture is the same" cmp user.svg batches.svg
check "figures are the same with a picture" cmp \
  <(balsys-stats batches.csv) <(balsys-stats --plot other.svg batches.csv)
check "nothing is left beside" [ "$(echo *.new)" = '*.new' ]
exit $status
