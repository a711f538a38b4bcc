# balsys-batch --check: a book whose batches the plain filter made is right;
# every thing that is wrong in it is found, at its file and line, whoever made
# the sums anew; and nothing is changed.
. "$TOP/tests/hand_book.sh"
mkdir good
# Sizes around a half and a third, some over the cap, and records of no window.
balsys-gen --no-wait --start 2026-01-01T00:00:00Z --seed 7 --count 2450 \
  --min 0.00 --max 1030000.00 | balsys-ledger >good/ledger.csv
hand_batch good 200 1000000.00 --certificate certificates.csv
hand_submitted good 5

fail() {
  echo "not ok - $1"
  cat got >&2
}

right() {
  local name=$1
  shift
  if balsys-batch --check book "$@" >got 2>&1 && [ ! -s got ]; then
    echo "ok - $name"
  else
    fail "$name"
  fi
}

differs() {
  balsys-batch --check book >got 2>&1
  if [ $? -eq 1 ] && grep -q -e "^balsys-batch: book/$2" got; then
    echo "ok - $1"
  else
    fail "$1"
  fi
}

fresh() {
  rm -rf book
  cp -r good book
}

# With sums that are made anew: edit FILE SED PATTERN.
edit() {
  fresh
  sed -i "$2" "book/$1"
  if cmp -s "book/$1" "good/$1"; then
    echo "not ok - $1: $2: changes nothing"
    return
  fi
  sums "book/$1"
  differs "$1: $2" "$3"
}

fresh
right 'a book that is right'
find book -type f -exec sha256sum {} + | sort >before
chmod -R a-w book
right 'a book that may not be written'
chmod -R u+w book
find book -type f -exec sha256sum {} + | sort | cmp -s - before &&
  echo 'ok - nothing is changed' || echo 'not ok - nothing is changed'

# Batches against the ledger.  Window 2 begins at line 202.
edit batches.csv '300s/,2026/,2025/' 'batches.csv:300: this is none of the records'
edit batches.csv '300d' 'batches.csv:401: here ends window 2 with 199 records'
edit batches.csv '300p' 'batches.csv:30[0-9]: '
edit batches.csv '300{h;d};305{G}' 'batches.csv:30[0-9]: '
edit batches.csv '300s/,2,\([0-9]*\)$/,3,\1/' 'batches.csv:30[0-9]: '
edit batches.csv '2s/,1,1$/,1,2/' 'batches.csv:2: '
edit batches.csv '1s/account/konto/' 'batches.csv:1: '
edit batches.csv '1s/batch$/lot/' 'batches.csv:1: '
edit batches.csv '1s/batch$/"batch"/' 'batches.csv:1: the columns are not'
edit batches.csv '$d' 'batches.csv:2201: here ends window 11 with 199'

# Two of a batch that change places, or of which one is there twice: the smaller.
fresh
at=$(awk -F, 'NR > 201 && $NF == batch { print NR - 1; exit } { batch = $NF }' \
  good/batches.csv)
sed -i "$at{h;d};$((at + 1)){G}" book/batches.csv
sums book/batches.csv
differs 'two that change places' "batches.csv:$at: this is ledger.csv"
fresh
amount() {
  sed -n "$1p" good/batches.csv | cut -d, -f4 | tr -d .-
}
if [ $((10#$(amount "$at"))) -lt $((10#$(amount $((at + 1))))) ]; then
  sed -i "$at{h};$((at + 1)){g}" book/batches.csv
else
  sed -i "$((at + 1)){h};$at{N;s/.*\n//;h;G}" book/batches.csv
fi
sums book/batches.csv
differs 'one that is there twice' \
  "batches.csv:$((at + 1)): this is none of .*, or there twice"

# A record that moves to the batch before it, which is then over the cap.
last=$(awk -F, 'NR > 202 && $(NF - 1) == 2 && $NF == 2 { print NR; exit }' \
  good/batches.csv)
fresh
awk -v at="$last" 'NR == at { sub(/,2$/, ",1") } { print }' good/batches.csv \
  >book/batches.csv
sums book/batches.csv
differs 'a record that moves to another batch' 'batches.csv:[0-9]*: '

# What windows.csv says.
edit windows.csv '3s/^2,200/2,201/' 'windows.csv:3: the count is stated as "201"'
edit windows.csv '3s/^2,/3,/' 'windows.csv:3: the window is stated as "3"'
edit windows.csv '3s/\.\([0-9]\)\([0-9]\),/.\2\1,/;3s/\.11/.12/' \
  'windows.csv:3: the total is stated as'
edit windows.csv '3d' 'windows.csv:3: the window is'
edit windows.csv '$d' 'batches.csv:2002: windows.csv has no line for this window'
edit windows.csv '$p' 'windows.csv:13: batches.csv has no such window'
edit windows.csv '4s/,yes,/,no,/;4t;4s/,no,/,yes,/' 'windows.csv:4: proven'
edit windows.csv '4s/[^,]*$/x1/' 'windows.csv:4: last_id is stated as "x1"'
edit windows.csv '4s/[^,]*,\([^,]*\)$/x1,\1/' 'windows.csv:4: first_id is stated'
column() {
  awk -F, -v OFS=, -v c="$1" -v to="$2" 'NR == 5 {
      $c = to == "+" ? $c + 1 : to == "-" ? $c - 1 : to } { print }' \
    good/windows.csv >book/windows.csv
  sums book/windows.csv
}
fresh
column 4 +
differs 'batches overstated' 'windows.csv:5: the number of batches is stated'
fresh
column 5 1
differs 'a bound below L1' 'windows.csv:5: lower_bound is stated as "1"'
fresh
column 5 10000
differs 'a bound above the batches' 'windows.csv:5: lower_bound is stated'
fresh
column 6 L0
differs 'no such bound' 'windows.csv:5: no bound is called "L0"'
fresh
column 8 luck
differs 'no such method' 'windows.csv:5: no method is called "luck"'

# What certificates say.
edit certificates.csv '300d' 'certificates.csv:300: the amount is stated'
edit certificates.csv '300p' 'certificates.csv:301: the '
edit certificates.csv '$d' 'certificates.csv:2201: here more of window 11'
edit certificates.csv '$p' 'certificates.csv:2202: this is of no window'
certificate() {
  fresh
  awk -F, -v OFS=, -v c="$1" -v to="$2" 'NR == 300 { $c = to } { print }' \
    good/certificates.csv >book/certificates.csv
  sums book/certificates.csv
  differs "certificates.csv: column $1" "certificates.csv:300: $3"
}
certificate 1 7 'the window is stated as "7", and is "2"'
certificate 2 7 'the count'
certificate 3 7 'the cap'
certificate 4 7 'the number of batches'
certificate 5 7 'lower_bound'
certificate 6 L4 'the bound'
certificate 7 77 'the parameter is another'
certificate 8 7 'the amount'
certificate 9 777 'the batch'
certificate 11 me 'the id'
fresh
window=$(awk -F, '$6 == "FS1" { print $1; exit }' good/certificates.csv)
[ -z "$window" ] || for to in 0 1; do
  awk -F, -v OFS=, -v window="$window" -v to=$to '
    $1 == window { $7 = to } { print }' good/certificates.csv \
    >book/certificates.csv
  sums book/certificates.csv
  differs "a parameter of $to" "certificates.csv:[0-9]*: FS1 "
done
fresh
awk -F, -v OFS=, '$6 ~ /^(L1|L2|FS1|CCM1|BJ1)$/ { $10 = 7 } { print }' \
  good/certificates.csv >book/certificates.csv
sums book/certificates.csv
differs 'a value where a function says it' \
  'certificates.csv:[0-9]*: the value is stated as "7", and is ""'

# What was submitted.
edit submitted.csv '4s/0/1/;4t;4s/1/2/' \
  'submitted.csv:4: what was submitted of window 3 was something else'
edit submitted.csv '4d' 'submitted.csv:4: this is not the line of window 3'
edit submitted.csv '4p' 'submitted.csv:5: this is not the line of window 4'
edit book 's/^output,lines/output,batches/' \
  'submitted.csv:2: what was submitted of window 1'
edit book 's/^output,lines/output,linen/' 'book:8: output is "linen", and can be'
edit book 's/^id,0/id,1/' 'submitted.csv:2: what was submitted of window 1'
fresh
hand_submitted book 11
echo "12,$(tail -n 1 book/submitted.csv | cut -d , -f 2)" >>book/submitted.csv
sums book/submitted.csv
differs 'what was submitted of no window' 'submitted.csv:13: this window is not in'

# What is over the cap.
edit oversize.csv '3d' 'oversize.csv:3: ledger.csv:[0-9]* is not here, though no'
edit oversize.csv '3s/is over the cap/exceeds the cap/' \
  'oversize.csv:3: the line is not the one that ledger.csv:[0-9]* has$'
edit oversize.csv '3s/amount ""[0-9.-]*""/amount ""2""/' \
  'oversize.csv:3: the line is not the one that'
edit oversize.csv '3s/2026/2025/' 'oversize.csv:3: the record is another than'
edit oversize.csv '3s/^ledger.csv,[0-9]*/ledger.csv,3/' 'oversize.csv:3: '
edit oversize.csv '3p' 'oversize.csv:4: this is no later record'
edit oversize.csv '3s/oversize/limit/' \
  'oversize.csv:3: ledger.csv:[0-9]* was not to be refused for limit'
edit oversize.csv '$s/^ledger.csv,[0-9]*/ledger.csv,99999/' 'oversize.csv:[0-9]*: '
edit book 's/^cap,.*/cap,1010000.00/' 'oversize.csv:'
edit book 's/^window,200/window,300/' 'batches.csv:202: here ends window 1'
edit ledger.csv '100s/,\([^,]*\)$/,9\1/' 'batches.csv:'

edit ledger.csv '1001,$d' 'batches.csv:[0-9]*: this is none of the records'
edit ledger.csv '2,$d' 'batches.csv:2: ledger.csv has no record for window 1'
fresh
: >book/ledger.csv
differs 'a ledger with nothing in it' 'batches.csv:2: ledger.csv has no record'
# The ledger ends with the tenth window.
fresh
awk -F, 'NR == FNR { if (FNR > 1 && $(NF - 1) == 11) last[$1] = 1; next }
  $1 in last { exit } { print }' good/batches.csv good/ledger.csv \
  >book/ledger.csv
sums book/ledger.csv
differs 'a ledger that ends between windows' \
  'batches.csv:2002: ledger.csv has no record for window 11'

# What shapes windows: each option is there, and as it is written.
for option in batch-as cap certificate effort method output scale window; do
  edit book "/^$option,/d" "book: says nothing of $option$"
done
edit book 's/^certificate,.*/certificate,yms/' 'book:4: certificate is "yms", and'
edit book 's/^effort,.*/effobt,3/' 'book:5: no option is called "effobt"$'
edit book 's/^effort,.*/effort,10/' 'book:5: effort is "10", and can be'
edit book 's/^method,.*/method,exact/' 'book:7: method is "exact", and can be'
edit book 's/^method,.*/method,ffd/' 'book:5: effort goes with the method best$'
edit book 's/^cap,.*/cap,1000000.0/' 'book:3: cap is "1000000.0", and can be'
edit book 's/^window,.*/window,0/' 'book:10: window is "0", and can be'
edit book 's/^batch-as,.*/batch-as,window/' 'book:2: batch-as is "window", and'

# Lines that mean the same are not the same.
for file in batches.csv windows.csv oversize.csv certificates.csv \
  submitted.csv; do
  edit $file '1s/$/\r/' "$file:1: the line ends with a carriage return$"
  edit $file '3s/$/\r/' "$file:3: the line ends with a carriage return$"
  [ $file = batches.csv ] || edit $file '3s/^\([^,]*\),/"\1",/' \
    "$file:3: the line is not as it is written"
done

for file in windows.csv oversize.csv certificates.csv; do
  fresh
  : >book/$file
  sums book/$file
  differs "$file with nothing in it" "$file: there is nothing in it"
done

# A bound that is overstated takes a window that is not packed in the fewest:
# by next-fit there are some.
cp -r good next
rm next/{batches,windows,oversize,certificates}.csv* next/book
hand_batch next 200 1000000.00 --method next-fit
hand_submitted next 5
rm -rf good
mv next good
fresh
right 'batches that are not the fewest'
fresh
column 8 ffd
differs 'another method than that of the book' \
  'windows.csv:5: the method is stated as "ffd", and is "next-fit"'
for column in 5 4; do
  fresh
  column $column +
  differs "column $column overstated" 'windows.csv:5: '
done
fresh
column 7 yes
differs 'a proof that there is not' 'windows.csv:5: proven is stated as "yes"'
for bound in L1 L2 FS1 L3 STAIRS; do
  fresh
  awk -F, -v OFS=, -v bound=$bound 'NR == 5 { $5 = $4; $6 = bound; $7 = "yes" }
    { print }' good/windows.csv >book/windows.csv
  sums book/windows.csv
  differs "$bound overstated" "windows.csv:5: lower_bound is .* $bound shows no"
done

# Without a ledger, fed by a stream.
fresh
rm book/ledger.csv
balsys-batch --check book >got 2>&1
[ $? -eq 0 ] && grep -q 'book: has no ledger.csv' got &&
  echo 'ok - a book without a ledger' || fail 'a book without a ledger'

fresh
sed -i '/^method/i known,\nledger-as,balance\nlimits,' book/book
sed -i '/^output/i min-balance,\nopening,' book/book
sums book/book
right 'a book of both'
rm book/ledger.csv
differs 'no ledger, where one has begun' 'ledger.csv: is not there'
fresh
rm book/batches.csv book/batches.csv.sum
differs 'no batches, where some have begun' 'batches.csv: is not there$'
fresh
rm book/submitted.csv book/submitted.csv.sum
right 'a book of which nothing was submitted'
: >book/submit.ckpt
differs 'nothing submitted, but a checkpoint of that' \
  'submitted.csv: is not there, though submit.ckpt is$'

# A seal of what is not there any more.
fresh
balsys-batch --check book --seal >seal || fail 'a seal'
right 'the seal holds' --sealed seal
rm book/submitted.csv book/submitted.csv.sum
balsys-batch --check book --sealed seal >got 2>&1
[ $? -eq 1 ] && grep -q \
  'book/submitted.csv: is not there; in seal:[0-9]* [0-9]* bytes are sealed$' \
  got && [ "$(wc -l <got)" = 1 ] && echo 'ok - a sealed file that is gone' ||
  fail 'a sealed file that is gone'

fresh
flock book/batches.csv balsys-batch --check book >got 2>&1
[ $? -eq 75 ] && echo 'ok - a book that is written is not checked' ||
  fail 'a book that is written is not checked'
flock book/ledger.csv balsys-batch --check book >got 2>&1
[ $? -eq 75 ] && echo 'ok - nor one whose ledger is' ||
  fail 'nor one whose ledger is'
