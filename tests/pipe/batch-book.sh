# A book of windows holds, and tells, what the plain filter writes of the same
# records, however its runs were cut up, killed or damaged in between.
if ! balsys-batch --help | grep -q -e --book; then
  echo 'balsys-batch has no --book'
  exit 77
fi

# For awk and cmp: the files that are to be the same, sums and all.
files='batches.csv certificates.csv oversize.csv windows.csv'
# Did the last command, and all that was noted as bad, go well?
say() {
  if [ "$1" -eq 0 ] && [ -z "$bad" ]; then
    echo "ok - $2"
  else
    echo "not ok - $2"
  fi
  bad=
}
bad=
same() {
  for file in $files; do
    cmp "$1/$file" "$2/$file" && cmp "$1/$file.sum" "$2/$file.sum" ||
      return 1
  done
}

balsys-gen --no-wait --seed 7 --count 20500 --start 2026-01-01T00:00:00Z |
  balsys-ledger | awk -F , -v OFS=, '
    NR > 1 && NR % 97 == 0 { $4 = "2000000.00" }
    { print }' >ledger.csv
options='--window 100 --cap 900000'
for form in batches submissions lines; do
  balsys-batch $options --at-end hold --quiet --output $form \
    --report windows.csv --certificate certificates.csv \
    --rejects oversize.csv ledger.csv >$form
done
cp lines batches.csv
sed 's/^-,/ledger.csv,/; s/^standard input,/ledger.csv,/' oversize.csv >o &&
  mv o oversize.csv

# The book that all others are compared with; they begin with its id.
balsys-batch --book whole $options --quiet --jobs 1 \
  --certificate whole/certificates.csv - <ledger.csv
[ $? -eq 1 ]
say $? 'what is refused is news once: status 1'
for file in $files; do
  cmp $file whole/$file || bad=1
done
true
say $? 'files are what the plain filter writes'
begin() {
  rm -rf "$1"
  mkdir "$1"
  cp whole/book whole/book.sum "$1"
}

balsys-batch --book whole --tee --quiet - <ledger.csv >told &&
  cmp told lines
say $? 'a second run knows what is refused, and tells all again'
for form in batches submissions; do
  rm -rf $form.book
  head -n 9000 ledger.csv | balsys-batch --book $form.book $options --quiet \
    --output $form - >told
  [ $? -eq 1 ] && [ ! -s told ] || bad=1
  balsys-batch --book $form.book --quiet --tee - <ledger.csv >told
  [ $? -eq 1 ] && cmp told $form || bad=1
done
say $? 'batches and submissions are told as the plain filter does'

# Pieces of the input, some of them ending within windows, or behind a refusal.
begin pieces
for lines in 1 50 195 302 6000 6001 15000 20501; do
  head -n $lines ledger.csv |
    balsys-batch --book pieces --quiet --jobs 2 --tee - >told
  [ $? -le 1 ] && cmp -n "$(wc -c <told)" told lines || bad=1
done
same whole pieces && cmp told lines
say $? 'a stream in pieces'
begin pieces
for lines in 1 50 195 302 6000 6001 15000 20501; do
  head -n $lines ledger.csv >pieces/ledger.csv
  [ $lines -ne 6000 ] || printf '6000,torn' >>pieces/ledger.csv
  [ $lines -ne 6001 ] || head -c 5000 /dev/zero >>pieces/ledger.csv
  # As after a power cut: a page that was not written, before one that was.
  [ $lines -ne 15000 ] ||
    { head -c 4096 /dev/zero; tail -n 200 ledger.csv; } >>pieces/ledger.csv
  balsys-batch --book pieces --quiet
  [ $? -le 1 ] || bad=1
done
same whole pieces
say $? 'a ledger that grows, torn at times'

# Killed, again and again, until one run ends by itself.
RANDOM=4
killed=0
for run in 1 2 3 4 5 6 7 8 9 10; do
  begin killed
  rm -f told
  cp ledger.csv killed
  status=137
  while [ $status -eq 137 ]; do
    if [ $((run % 2)) -eq 0 ]; then
      balsys-batch --book killed --quiet --tee >told 2>>words &
    else
      balsys-batch --book killed --quiet --tee - <ledger.csv >told 2>>words &
    fi
    child=$!
    sleep "0.0$((RANDOM % 10))$((RANDOM % 10))"
    kill -s KILL $child 2>/dev/null
    wait $child 2>/dev/null
    status=$?
    [ $status -ne 137 ] || killed=$((killed + 1))
    [ ! -s told ] ||
      cmp -n "$(wc -c <told)" told killed/batches.csv || bad=1
  done
  [ $status -le 1 ] && same whole killed && cmp told lines || bad=1
done
[ $killed -gt 0 ]
say $? 'runs that were killed leave what one run does'

# What a run may leave that did not end: each file with something torn.
for file in $files; do
  cp -r whole torn
  printf '1,2' >>torn/$file
  balsys-batch --book torn --quiet - <ledger.csv 2>err
  grep -q "torn/$file: 3 bytes of a .* not finished are cut off" err || bad=1
  same whole torn || bad=1
  rm -rf torn
done
cp -r whole torn
cp ledger.csv torn
sed -i '$d' torn/windows.csv
rm torn/*.sum
cp whole/book.sum torn
balsys-batch --book torn --quiet 2>err
[ $? -eq 0 ] && grep -q 'torn/batches.csv: .* of a window' err || bad=1
same whole torn
say $? 'what was not finished is cut off, with a word'

# Not what was read before.
refused() {
  balsys-batch --book whole --quiet - 2>err
  [ $? -eq 65 ] && grep -q -e "$1" err && return
  cat err
  bad=1
}
sed '3001s/2026/2025/' ledger.csv | refused 'standard input:3001: .*not in'
sed '3001{h;d};3002G' ledger.csv | refused 'standard input:300[12]: .*order'
sed '97s/2000000/3000000/' ledger.csv | refused 'standard input:97: '
sed '97s/2000000.00/1/' ledger.csv | refused 'standard input:97: '
sed '98s/,[^,]*,\([^,]*\)$/,x,\1/' ledger.csv | refused 'standard input:98: '
sed '3001d' ledger.csv | refused 'standard input:'
head -n 6000 ledger.csv | refused 'standard input: it ends within'
sed '1s/time/when/' ledger.csv | refused 'standard input:1: another header'
true
say $? 'an input that is not what it was is refused, with the place'
cp -r whole other
sed -i '5s/9/8/' other/batches.csv
balsys-batch --book other --quiet - <ledger.csv 2>/dev/null
[ $? -eq 65 ]
say $? 'and so is a book that is not'

# A checkpoint costs time, and no more.
begin marked
balsys-gen --no-wait --seed 8 --count 200000 --start 2026-01-01T00:00:00Z |
  balsys-ledger >marked/ledger.csv
cp marked/ledger.csv big.csv
head -n 190000 big.csv >marked/ledger.csv
balsys-batch --book marked && [ -f marked/batch.ckpt ]
say $? 'there is one where it is worth it'
cp -r marked m
cp big.csv m/ledger.csv
rm m/batch.ckpt
mkdir m/batch.ckpt.new m/submit.ckpt.new
balsys-batch --book m --submit true 2>err
[ $? -eq 0 ] && grep -c ckpt:.no.checkpoint err | grep -qx 2
say $? 'one that cannot be kept is a word, and no more'
rm -rf m
for damage in none gone short flipped other; do
  cp -r marked m
  cp big.csv m/ledger.csv
  case $damage in
  gone) rm m/batch.ckpt ;;
  short) truncate -s 50 m/batch.ckpt ;;
  flipped) printf X | dd of=m/batch.ckpt bs=1 seek=20 conv=notrunc \
    status=none ;;
  other) cp marked/book m/batch.ckpt ;;
  esac
  balsys-batch --book m || bad=1
  [ $damage != none ] || cp -r m once
  same once m || bad=1
  rm -rf m
done
say $? 'one that is gone or damaged changes nothing'
cp -r marked m
rm m/batch.ckpt
balsys-batch --book m && cmp m/batch.ckpt marked/batch.ckpt
say $? 'and is made again, the same'
rm -rf m
cp -r once m
sed -i '189500s/2026/2027/' m/ledger.csv
balsys-batch --book m 2>err
[ $? -eq 65 ] && grep -q m/ledger.csv:189500: err
say $? 'one is not believed where the ledger is another'

# Somebody else has it.
mkfifo fifo
balsys-batch --book once - <fifo &
child=$!
exec 3>fifo
head -n 1 big.csv >&3
sleep 0.2
balsys-batch --book once - </dev/null 2>err
[ $? -eq 75 ]
say $? 'two runs at once: the second gets 75'
kill -s TERM $child
wait $child
[ $? -eq 143 ]
say $? 'a run that is asked to stop does'
exec 3>&-
flock once/ledger.csv sh -c 'balsys-batch --book once' 2>err
[ $? -eq 75 ]
say $? 'a ledger that is written is not read'

mkdir new
cp once/book once/book.sum once/ledger.csv new
flock new/ledger.csv balsys-batch --book new 2>err
[ $? -eq 75 ] && [ ! -e new/batches.csv ]
say $? 'and nothing is made beside it'

# Ledger and batch with the same book, side by side, again with more.
balsys-gen --no-wait --seed 9 --count 30000 --accounts 50 \
  --start 2026-01-01T00:00:00Z >in.csv
head -n 17000 in.csv >part.csv
balsys-ledger in.csv | balsys-batch --window 250 --at-end hold -q >lines
for input in part.csv in.csv in.csv; do
  balsys-ledger --book both --quiet --tee $input |
    balsys-batch --book both --window 250 --tee - >told
  [ "${PIPESTATUS[*]}" = '0 0' ] || bad=1
  cmp -n "$(wc -c <told)" told lines || bad=1
done
cmp told lines && cmp both/batches.csv lines &&
  balsys-batch --book both --tee | cmp - lines
say $? 'a pipeline of one book, again and again'

# The reader of what is told leaves.
(trap '' PIPE
balsys-batch --book left --quiet --window 100 --tee - <ledger.csv
echo $? >status) | head -n 2 >/dev/null
[ "$(cat status)" -eq 141 ]
say $? 'a reader who leaves ends it by SIGPIPE'
balsys-batch --book left --quiet --tee - <ledger.csv >told 2>err
[ $? -le 1 ] && cmp told left/batches.csv
say $? 'and the next run goes on'

# It is told as soon as it is there, while more is waited for.
head -n 650 big.csv >some
for jobs in 1 4; do
  rm -rf slow
  mkdir slow
  : >told
  # The last comes when the windows before it have been told.
  (cat some
  for try in $(seq 200); do
    [ "$(wc -l <told)" -eq 601 ] && break
    sleep 0.05
  done
  wc -l <told >then) |
    balsys-batch --book slow --window 300 --jobs $jobs --tee - >told
  [ "$(cat then)" -eq 601 ] || bad=1
done
true
say $? 'what is there is told while more is waited for'

# Lines as long as there may be.
awk 'BEGIN {
  print "id,amount,note"
  for (y = "y"; length(y) < 1048576;)
    y = y y
  for (i = 1; i <= 7; i++)
    print substr(i ",1," y, 1, i % 2 ? 1048576 : 20)
}' >long.csv
balsys-batch --window 3 --at-end hold -q long.csv >lines
for run in 1 2; do
  balsys-batch --book long --window 3 --tee - <long.csv >told && cmp told lines
done
say $? 'lines of a mebibyte come back'
