#!/bin/bash
# A ledger kept in a book is the one that --unique writes, however its inputs
# are given: again, in part, overlapping, in many runs, or as they come.
set -u -o pipefail
check() {
  if eval "$2"; then echo "ok - $1"; else echo "not ok - $1"; fi
}

balsys-gen --no-wait --count 4000 --accounts 9 --seed 5 \
  --start 2026-01-01T00:00:00Z >records.csv
# Some twice, some with another amount, some that are none.
awk -F , -v OFS=, 'NR == 1 { print; next } { print }
  NR % 37 == 0 { print } NR % 41 == 0 { $4 = "1.00"; print }
  NR % 43 == 0 { print $1, $2 } NR % 47 == 0 { print "n" NR, $2, $3, "x" }
' records.csv >all.csv
printf 'account,balance\nacct-1,1000.00\nacct-3,-5.00\n' >opening.csv
printf 'account,min_balance,max_amount\nacct-2,-900000,400000\n' >limits.csv
head -n 50 records.csv | cut -d , -f 1-4 >known.csv
set -- --opening opening.csv --limits limits.csv --min-balance -2000000 \
  --known known.csv
balsys-ledger --quiet --rejects plain.rejects --outcomes plain.outcomes \
  --closing plain.closing "$@" all.csv >plain.csv

balsys-ledger --quiet --outcomes outcomes --closing closing --book book "$@" \
  all.csv >out
check 'one run has status 1, as there are refusals' "[ $? -eq 1 ]"
check 'nothing goes to standard output' '[ ! -s out ]'
check 'the ledger is that of --unique' 'cmp plain.csv book/ledger.csv'
check 'so are the refusals' 'cmp plain.rejects book/rejects.csv'
check 'so are the outcomes' 'cmp plain.outcomes outcomes'
check 'so are the closing balances' 'cmp plain.closing closing'
cp -R book before

balsys-ledger --quiet --closing closing --book book all.csv
check 'given again it is no news: status 0' "[ $? -eq 0 ]"
check 'and changes nothing' 'diff -r book before'
check 'closing balances are of the whole book' 'cmp plain.closing closing'
check '--tee is the plain output' \
  'balsys-ledger --quiet --tee --book book all.csv | cmp - plain.csv'

# The same in parts that overlap, with a book that has the same id.
parts=$(($(wc -l <all.csv) / 300 + 1))
mkdir parts
cp book/book book/book.sum parts
for ((i = 0; i < parts; i++)); do
  { head -n 1 all.csv
    tail -n +2 all.csv | tail -n "+$((i * 300 + 1 - (i > 0) * 50))" |
      head -n 350; } >all
  if ((i % 3)); then
    balsys-ledger --quiet --book parts "$@" <all
  else
    gzip <all | balsys-ledger --quiet --book parts "$@" -
  fi
done
check 'inputs in parts that overlap: the same ledger' \
  'cmp plain.csv parts/ledger.csv && cmp book/ledger.csv.sum parts/ledger.csv.sum'
check 'and the same records are refused' \
  'diff <(cut -d , -f 3- plain.rejects) <(cut -d , -f 3- parts/rejects.csv)'

# What --known said is what it has to say again.
head -n 20 known.csv >less
cat known.csv <(sed -n '2s/^1,/z,/p' known.csv) >more
for known in less more; do
  balsys-ledger --quiet --book book --known $known all.csv 2>message
  check "--known that says $known is refused" \
    "[ $? -eq 65 ] && grep -q 'known.csv: --known says something else' message"
done

# A caller who sends one and waits for its fate before the next.
mkfifo in fates
balsys-ledger --quiet --book live --outcomes fates --tee <in >live.out &
exec 8>in 9<fates
read -r header <&9
head -n 1 records.csv >&8
told=0
while IFS= read -r record; do
  printf '%s\n' "$record" >&8
  IFS=, read -r id outcome _ balance <&9 || break
  # What is told is in the file by then.
  [ "$outcome" = accepted ] && [ "${record%%,*}" = "$id" ] &&
    [ "$(tail -n 1 live/ledger.csv)" = "$record,$balance" ] && ((told++))
done < <(tail -n +2 records.csv | head -n 200)
exec 8>&-
wait $!
check 'a caller is told each fate, once it is in the file' \
  "[ $told -eq 200 ] && [ '$header' = id,outcome,reason,balance ]"
check '--tee followed' 'cmp live.out live/ledger.csv'

# What ends the run decides nothing, and what is known does not end it.
tail -n 3 all.csv >three
printf 'late,,acct-1,x\nlater,,acct-1,1\n' |
  cat <(head -n 1 all.csv) three - >strict.csv
balsys-ledger --strict --book book strict.csv 2>message
check '--strict stops at what is new' \
  "[ $? -eq 65 ] && grep -q 'amount \"x\" is not an amount' message"
check 'and keeps nothing of it' 'diff -r -x "*.ckpt" book before'

# A word for every account of another size, and lines of nearly a MiB.
long=$(printf '%01048000d' 0)
printf 'id,amount,note\n1,5,%s\n2,x,%s\n' "$long" "$long" >long.csv
balsys-ledger --quiet --book long long.csv
balsys-ledger --quiet --book long long.csv
check 'records of nearly 1 MiB are known again' "[ $? -eq 0 ]"
check 'and without a checkpoint, too' \
  'rm -f long/ledger.ckpt; balsys-ledger --quiet --book long long.csv'

# The reader of --tee leaves: the book is whole all the same.  There is more
# to tell than a pipe of 1 MiB holds, or it might all be told before.
balsys-gen --no-wait --count 40000 --seed 6 >many.csv
balsys-ledger --quiet --book left --tee many.csv | head -n 1 >first
status=("${PIPESTATUS[@]}")
balsys-ledger --quiet --book left many.csv
check 'who left ends it by SIGPIPE, and the rest is for the next run' \
  "[ ${status[0]} -eq 141 ] && cmp <(balsys-ledger many.csv) left/ledger.csv"

# What names the columns may be written in another way.
printf '"id","amount"\n1,5\n' >quoted.csv
printf 'id,amount\n2,6\n' >plain
balsys-ledger --book quoted quoted.csv
balsys-ledger --book quoted plain
check 'a header that differs in its quotes is no other' "[ $? -eq 0 ]"
printf 'id,amounts\n2,6\n' | balsys-ledger --book quoted 2>message
check 'another one is refused, by file and line' \
  "[ $? -eq 65 ] && grep -q '^balsys-ledger: standard input:1:' message"

# Accounts whose only records were refused open all the same.
printf 'id,account,amount\n1,a,5\n2,b,-9000\n' >poor.csv
balsys-ledger -q --book poor --opening 100 --min-balance 0 --closing one \
  poor.csv
balsys-ledger -q --book poor --closing two poor.csv
check 'closing balances are the same, however often it is started' \
  'cmp one two && grep -q "^b,0,0.00,0.00,100.00$" two'

mkdir new
for name in ledger.csv rejects.csv.sum batches.csv submit.ckpt book.new; do
  balsys-ledger --book new --outcomes "new/$name" plain 2>>message
  check "new/$name is no output" "[ $? -eq 64 ] && [ ! -e 'new/$name' ]"
done
(cd new && balsys-ledger --book . --closing windows.csv ../plain) 2>>message
check 'nor is one of the folder where it runs' "[ $? -eq 64 ]"
balsys-ledger --book new --closing new/closing.csv plain
check 'closing balances may be kept there' "[ $? -eq 0 ]"

rm new/ledger.csv new/ledger.csv.sum
balsys-ledger --book new plain 2>message
check 'a ledger that is gone is not begun anew' \
  "[ $? -eq 65 ] && grep -q 'new/ledger.csv: is gone' message"
rm quoted/rejects.csv quoted/rejects.csv.sum
balsys-ledger --book quoted plain 2>message
check 'nor are refused records' \
  "[ $? -eq 65 ] && grep -q 'quoted/rejects.csv: is gone' message"
sed -i '2s/$/\r/' poor/rejects.csv
rm -f poor/rejects.csv.sum poor/ledger.ckpt
balsys-ledger --book poor poor.csv 2>message
check 'bytes that no line has are told' \
  "[ $? -eq 65 ] && grep -q 'poor/rejects.csv:2: ' message"

# What does not add up is told to nobody.
balsys-ledger --book wrong plain
sed -i 's/6.00$/7.00/' wrong/ledger.csv
rm wrong/ledger.csv.sum
balsys-ledger --book wrong --tee plain >teed 2>message
check '--tee gives out no ledger that does not add up' \
  "[ $? -eq 65 ] && [ ! -s teed ] && grep -q 'wrong/ledger.csv:2: the balance' message"

# What stands where another record was is not taken for chance.
balsys-gen --no-wait --count 1000 --seed 3 --start 2026-01-01T00:00:00Z >gen.csv
balsys-ledger --book changed gen.csv
sed -i '3s/^2,/3,/' changed/ledger.csv
printf 'offset,lines,sha256\n' >changed/ledger.csv.sum
cp changed/ledger.csv kept
balsys-ledger --quiet --book changed gen.csv 2>message
check 'a record that was changed is not posted again' \
  "[ $? -eq 65 ] && cmp kept changed/ledger.csv"

# A checkpoint beside another ledger of the same id is not believed.
mkdir other
cp changed/book changed/book.sum other
sed '5s/,[^,]*$/,77.00/' gen.csv >else.csv
balsys-ledger --book other else.csv
cp other/ledger.csv other/ledger.csv.sum changed
balsys-ledger --quiet --book changed else.csv
check 'a checkpoint of another ledger is not believed' \
  "[ $? -eq 0 ] && cmp changed/ledger.csv other/ledger.csv"

# Long lines, refused for what they say, for a limit, for what was decided.
printf 'account,max_amount\nrich,1000\n' >most.csv
half=$(printf '%070000d' 0)
{ printf 'id,account,amount,note\n1,rich,5,%s\n1,rich,6,%s\n' "$half" "$half"
  printf '2,rich,5000,%s\n3,rich,x,%s\n' "$half" "$half"
  printf '4,rich,1,%s%s\n' "$long" "$half"; } >lines.csv
balsys-ledger --quiet --book lines --limits most.csv lines.csv
wc -l <lines/rejects.csv >rows
balsys-ledger --quiet --book lines lines.csv
check 'long lines are known again' "[ $? -eq 0 ] && [ $(<rows) -eq 5 ]"
rm -f lines/ledger.ckpt
balsys-ledger --quiet --book lines lines.csv
check 'and without a checkpoint' \
  "[ $? -eq 0 ] && [ $(wc -l <lines/rejects.csv) -eq 5 ]"

balsys-ledger --book named --as account plain 2>message
check 'what is appended may not be called as what is read' \
  "[ $? -eq 64 ] && [ ! -e named ]"
balsys-ledger --book '' plain 2>message
check 'nor is there a book without a name' "[ $? -eq 64 ]"
