# balsys-ledger --check: a book made by hand is right; every thing that is wrong
# in it is found, at its file and line, whoever made the sums anew; and nothing
# is changed.
. "$TOP/tests/hand_book.sh"
hand_ledger good 300

fail() {
  echo "not ok - $1"
  cat got >&2
}

# right NAME ARGUMENT...: nothing is said.
right() {
  local name=$1
  shift
  if balsys-ledger --check book "$@" >got 2>&1 && [ ! -s got ]; then
    echo "ok - $name"
  else
    fail "$name"
  fi
}

# differs NAME PATTERN: status 1, and the last thing that is said is this.
differs() {
  balsys-ledger --check book >got 2>&1
  if [ $? -eq 1 ] && grep -q -e "^balsys-ledger: book/$2" got; then
    echo "ok - $1"
  else
    fail "$1"
  fi
}

# notes NAME PATTERN: this alone is said, and status 0.
notes() {
  balsys-ledger --check book >got 2>&1
  if [ $? -eq 0 ] && grep -q -e "^balsys-ledger: book/$2" got &&
    [ "$(wc -l <got)" = 1 ]; then
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
  "${check-differs}" "$1: $2" "$3"
}

fresh
right 'a book that is right'
find book -type f -exec sha256sum {} + | sort >before
chmod -R a-w book
right 'a book that may not be written'
nobody='setpriv --reuid 65534 --regid 65534 --clear-groups'
if $nobody balsys-ledger --version >got 2>&1; then
  $nobody balsys-ledger --check book >got 2>&1 && [ ! -s got ] &&
    echo 'ok - by somebody who may only read' ||
    fail 'by somebody who may only read'
else
  echo 'skip - by somebody who may only read: one cannot become nobody'
fi
chmod -R u+w book
find book -type f -exec sha256sum {} + | sort | cmp -s - before &&
  echo 'ok - nothing is changed' || echo 'not ok - nothing is changed'
touch book/book.new book/notes.txt
right 'files that are none of a book'

# What the ledger says.
edit ledger.csv '200s/\(.*\)[0-9]$/\1x/' 'ledger.csv:200: balance "[^"]*" is not'
edit ledger.csv '200s/[0-9]*\.[0-9]*$/1.23/' 'ledger.csv:200: balance "1.23" is not'
edit ledger.csv '200s/$/0/' 'ledger.csv:200: balance'
edit ledger.csv '100s/,\(-*\)\([0-9]*\)\.\([0-9]*\),/,\11\2.\3,/' \
  'ledger.csv:100: balance'
edit ledger.csv '150d' 'ledger.csv:15[0-9]: balance'
edit ledger.csv '150p' 'ledger.csv:151: '
edit ledger.csv '7s/^t6,/t5,/' 'ledger.csv:7: id "t5" stands in ledger.csv before'
edit ledger.csv '9s/^t8,/k2,/' \
  'ledger.csv:9: id "k2" was decided before, by known.csv'
edit ledger.csv '9s/^t8,/r2,/' \
  'ledger.csv:9: id "r2" was refused for limit, by rejects.csv'
edit ledger.csv '9s/,\([^,]*\),plain/,\1 ,plain/' 'ledger.csv:9: amount'
edit ledger.csv '9s/plain/plain,more/' 'ledger.csv:9: 6 fields'
edit ledger.csv '20i id,account,amount,note,balance' \
  'ledger.csv:20: this is no record'
edit ledger.csv '20s/$/\r/' 'ledger.csv:20: the line ends with a carriage return$'
edit ledger.csv '20s/,\([^,]*\)$/,"\1"/' \
  'ledger.csv:20: the balance is in quotes$'
edit ledger.csv '1s/balance/"&"/' 'ledger.csv:1: the last column is not as it is'
edit ledger.csv '1s/balance/saldo/' 'ledger.csv:1: the last column is not balance'
edit ledger.csv '1s/amount/sum/' 'ledger.csv:1: no column is called amount'
edit opening.csv 's/1000/1001/' 'ledger.csv:4: balance'
edit limits.csv 's/700.00/9.99/' 'ledger.csv:[0-9]*: this could not be accepted'
edit book 's/^min-balance.*/min-balance,-1.00/' \
  'ledger.csv:[0-9]*: this could not be accepted: amount .* below'
edit opening.csv 's/1000.00/x/' 'opening.csv:2: balance "x" is not'

edit limits.csv '1s/min/max/' 'limits.csv:1: this is not the header'
edit opening.csv '1s/balance/saldo/' 'opening.csv:1: this is not the header'
edit known.csv '1s/content/same/' 'known.csv:1: this is not the header'
edit book 's/^known,.*/known,mine.csv/' 'book:3: known is "mine.csv", and can be'
edit book 's/^opening,.*/opening,mine.csv/' 'book:7: opening is "mine.csv", and'
edit book 's/^opening,.*/opening,5/' 'book:7: opening is "5", and can be'
edit book 's/^min-balance,.*/min-balance,-05.00/' 'book:6: min-balance is "-05.00"'
edit book 's/^limits,.*/limits,mine.csv/' 'book:5: limits is "mine.csv", and'
edit book 's/^limits,/linits,/' 'book:5: no option is called "linits"$'
edit book 's/^scale,.*/scale,7/' 'book:8: scale is "7", and can be'
for option in known ledger-as limits min-balance opening scale; do
  edit book "/^$option,/d" "book: says nothing of $option$"
done
for file in known.csv rejects.csv; do
  fresh
  : >book/$file
  sums book/$file
  differs "$file with nothing in it" "$file: there is nothing in it"
done

# What was refused.
edit rejects.csv '2s/,amount,/,account,/;2s/"r1,A,x,note"/"r1,A,1.00,note"/' \
  'rejects.csv:2: what was refused for account has no such fault'
edit rejects.csv '3s/700.01,note/x,note/' \
  'rejects.csv:3: what was refused for limit is no transaction'
edit rejects.csv '2s/,amount,/,sum,/' 'rejects.csv:2: this is no record'
edit rejects.csv '2s/,3,/,x,/' 'rejects.csv:2: this is no record'
edit rejects.csv '2p' 'rejects.csv:3: the same line was refused before'
edit rejects.csv '3p' 'rejects.csv:4: id "r2" was refused for limit'
check=notes edit rejects.csv '4s/"t1,A/"t0,A/' \
  'rejects.csv:4: nothing else in the book has its id, with which it was in'
check=notes edit rejects.csv '4s/"t1,A,1.00/"t1,B,79.19/' \
  'rejects.csv:4: what the book has under its id is the same, and this was in'
edit rejects.csv '2s/,amount,/,id,/' \
  'rejects.csv:2: what was refused for id has another fault: amount "x" is not'
edit rejects.csv '2s/"amount ""x"" is not an amount"/whatever/' \
  'rejects.csv:2: the detail is not: amount "x" is not'

for file in known.csv rejects.csv; do
  fresh
  head -n 1 good/$file >>book/$file
  tail -n 1 good/$file | sed 's/k2/k3/;s/in.csv,9/in.csv,10/' >>book/$file
  sums book/$file
  differs "$file: a header that comes again" "$file:[0-9]*: this is no record"
done
# What stands behind it, and is looked into, does not move by it.
fresh
sed -i '1{p}' book/known.csv
tail -n 1 book/known.csv >>book/known.csv
sums book/known.csv
differs 'a header that comes first, again' 'known.csv:2: this is no record'
edit ledger.csv '3{h;s/.*/id,account,amount,note,balance/p;g};9s/^t8,/t7,/' \
  'ledger.csv:3: this is no record'
for file in opening.csv limits.csv known.csv; do
  fresh
  rm book/$file
  differs "$file is gone" "$file: is not there"
done

# Refused for a limit: B may have no amount over 700, nobody go below -5000.
# A opened with 1000, and then had what ledger.csv says; as pence.
low=$(awk -F, 'BEGIN { least = 100000 }
  $2 == "A" { sub(/\./, "", $NF); if ($NF + 0 < least) least = $NF + 0 }
  END { print least }' good/ledger.csv)
high=$(awk -F, 'BEGIN { most = 100000 }
  $2 == "A" { sub(/\./, "", $NF); if ($NF + 0 > most) most = $NF + 0 }
  END { print most }' good/ledger.csv)
pounds() {
  printf '%s' "$1" | sed 's/..$/.&/'
}
limit() {
  fresh
  printf 'in.csv,10,%s,"amount ""%s"" %s account ""%s""","s1,%s,%s,note"\n' \
    "$1" "$3" "$4" "$2" "$2" "$3" >>book/rejects.csv
  sums book/rejects.csv
  shift 4
  "$@"
}
below='goes below the min_balance of'
over='is over the max_amount of'
large='makes a balance too large for'
never='rejects.csv:9: no balance of account "[AZ]" in the book, '
limit limit A "-$(pounds $((low + 500001)))" "$below" \
  right 'a debit that was too large once'
limit limit A "-$(pounds $((low + 500000)))" "$below" \
  notes 'a debit that was never too large' \
  "${never}from $(pounds "$low") to $(pounds "$high"), forbade this$"
limit limit A 1.00 "$below" differs 'a credit below the min_balance' \
  'rejects.csv:9: no limit of account "A" forbids this'
limit limit A 99999.00 "$over" differs 'no max_amount' \
  'rejects.csv:9: no limit of account "A" forbids this'
limit limit B 700.00 "$over" differs 'an amount that is not over it' \
  'rejects.csv:9: no limit of account "B" forbids this'
limit limit B 700.01 "$over" right 'an amount that is over it'
limit limit B -700.01 "$over" right 'a debit that is over it'
limit limit B 700.01 "$below" differs 'another detail' \
  'rejects.csv:9: the detail is not: amount "700.01" is over the max_amount'
limit limit Z -5000.01 "$below" right 'an account without records'
limit limit Z -5000.00 "$below" notes 'the same, a penny less' "$never"
most=$((9223372036854775807 - high))
limit overflow A "$(pounds $((most + 1)))" "$large" \
  right 'a credit that was too large once'
limit overflow A "$(pounds $most)" "$large" \
  notes 'a credit that was never too large' "$never"
limit overflow A -1.00 "$large" notes 'a debit that is not too large' "$never"
fresh
printf 'account,min_balance,max_amount\n' >book/limits.csv
sums book/limits.csv
differs 'a limit that is gone' 'rejects.csv:3: no limit of account "B" forbids'

edit rejects.csv '1s/reason/why/' 'rejects.csv:1: this is not the header'

# Lines that mean the same are not the same.
for file in rejects.csv known.csv limits.csv opening.csv; do
  edit $file '1s/$/\r/' "$file:1: the line ends with a carriage return$"
  edit $file '2s/$/\r/' "$file:2: the line ends with a carriage return$"
  edit $file '2s/^\([^,]*\),/"\1",/' "$file:2: the line is not as it is written"
  edit $file '1s/^/\xef\xbb\xbf/' "$file: it has other bytes than those of its"
done
edit known.csv '2p' 'known.csv:3: id "k1" was decided before'

# The sums.
fresh
sed -i 's/t100,/t1OO,/' book/ledger.csv
differs 'a byte of a record' \
  'ledger.csv:1: lines 1 to 301 are not what ledger.csv.sum:2 says$'
fresh
sed -i '2s/.$/x/' book/ledger.csv.sum
differs 'no sum at all' 'ledger.csv.sum:2: this is no line of sums$'
fresh
rm book/rejects.csv.sum
differs 'no file of sums' 'rejects.csv: rejects.csv.sum is not there$'
fresh
: >book/rejects.csv.sum
differs 'sums that were not written yet' \
  'rejects.csv:1: what stands from here on has no sum, as a run did not end'
fresh
rm book/rejects.csv
differs 'no file' 'rejects.csv: is not there$'
fresh
rm book/ledger.csv book/ledger.csv.sum
differs 'no ledger, where one has begun' 'ledger.csv: is not there$'
grep -q 'rejects.csv' got && fail 'no ledger: the rest is as it was' ||
  echo 'ok - no ledger: the rest is as it was'
fresh
tail -n 3 book/ledger.csv >more
head -n 298 good/ledger.csv >book/ledger.csv
sums book/ledger.csv
cat more >>book/ledger.csv
differs 'more than the sums say' \
  'ledger.csv:299: what stands from here on has no sum, as a run did not end'
fresh
head -n 298 good/ledger.csv >book/ledger.csv
differs 'less than the sums say' \
  "ledger.csv: has [0-9]* bytes; by ledger.csv.sum:2 there were"

# Of many blocks it is told which.
hand_ledger good 120000
fresh
right 'a book of several blocks'
to=$(sed -n '3s/^[0-9]*,\([0-9]*\),.*/\1/p' book/ledger.csv.sum)
from=$(($(sed -n '2s/^[0-9]*,\([0-9]*\),.*/\1/p' book/ledger.csv.sum) + 1))
sed -i "$((from + 100))s/^t/u/" book/ledger.csv
differs 'a byte of the second block' "ledger.csv:$from: lines $from to $to are not what ledger.csv.sum:3 says$"
fresh
sed -i '3d' book/ledger.csv.sum
differs 'a block that is left out' \
  'ledger.csv.sum: its lines are not at the ends of blocks$'
fresh
sed -i '3p' book/ledger.csv.sum
differs 'a block that stands there twice' 'ledger.csv.sum:4: this is no line'

# A seal of what was there holds what has been added to, and no other.
fresh
head -n 90001 good/ledger.csv >book/ledger.csv
sums book/ledger.csv
balsys-ledger --check book --seal >seal 2>got || fail 'a seal'
[ "$(sed -n 's/^ledger.csv,//p' seal)" = "$(tail -n 1 book/ledger.csv.sum)" ] &&
  echo 'ok - a seal is the last sum' || fail 'a seal is the last sum'
right 'the seal holds' --sealed seal
fresh
right 'the seal holds what has grown' --sealed seal
edit_sealed() {
  sed -i "$1s/^t/u/" book/ledger.csv
  sums book/ledger.csv
  balsys-ledger --check book --sealed seal >got 2>&1
}
edit_sealed 90003
[ $? -eq 0 ] && echo 'ok - what is behind a seal is not sealed' ||
  fail 'what is behind a seal is not sealed'
fresh
edit_sealed 90001
[ $? -eq 1 ] && grep -q \
  'book/ledger.csv: its first 90001 lines are not what was sealed in seal:6$' got &&
  echo 'ok - a seal that is broken' || fail 'a seal that is broken'
fresh
head -n 80001 good/ledger.csv >book/ledger.csv
sums book/ledger.csv
balsys-ledger --check book --sealed seal >got 2>&1
[ $? -eq 1 ] && grep -q 'in seal:6 [0-9]* are sealed' got &&
  echo 'ok - less than was sealed' || fail 'less than was sealed'

# A seal of what is not there any more.
fresh
sed -i 's/^known,.*/known,/' book/book
sums book/book
rm book/known.csv book/known.csv.sum
sed -i '/^book,/d' seal
balsys-ledger --check book --sealed seal >got 2>&1
[ $? -eq 1 ] && grep -q \
  'book/known.csv: is not there; in seal:[0-9]* 64 bytes are sealed$' got &&
  echo 'ok - a sealed table that is gone' || fail 'a sealed table that is gone'
fresh
rm book/ledger.csv book/ledger.csv.sum
balsys-ledger --check book --sealed seal >got 2>&1
[ $? -eq 1 ] && grep -q \
  'book/ledger.csv: is not there; in seal:[0-9]* [0-9]* bytes are sealed$' got &&
  [ "$(wc -l <got)" = 1 ] && echo 'ok - a sealed ledger that is gone' ||
  fail 'a sealed ledger that is gone'
printf 'file,offset,lines,sha256\nwindows.csv,9,9,%064d\n' 0 >other
fresh
balsys-ledger --check book --sealed other >got 2>&1
[ $? -eq 65 ] && grep -q '^balsys-ledger: other: seals no file that is checked$' \
  got && echo 'ok - a seal of nothing that is checked' ||
  fail 'a seal of nothing that is checked'
cat seal >>other
right 'seals of what both commands write' --sealed other

# Who writes has it alone.
fresh
flock book/ledger.csv balsys-ledger --check book >got 2>&1
[ $? -eq 75 ] && echo 'ok - a book that is written is not checked' ||
  fail 'a book that is written is not checked'
mkdir empty
balsys-ledger --check empty >got 2>&1
[ $? -eq 65 ] && echo 'ok - a folder that is no book' ||
  fail 'a folder that is no book'
balsys-ledger --check nowhere >got 2>&1
[ $? -eq 66 ] && echo 'ok - no folder' || fail 'no folder'
