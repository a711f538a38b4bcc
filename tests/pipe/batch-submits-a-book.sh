# balsys-batch --book --submit, killed over and over by the service that it
# submits to, and from outside: no window is left out, each comes with the same
# bytes under the same key, and the book ends as if nothing had happened.
status=0
is() {
  if [ $? -eq 0 ]; then echo "ok - $1"; else echo "not ok - $1" && status=1; fi
}
balsys-gen --no-wait --count 2020 --seed 8 --start 2026-01-01T00:00:00Z |
  balsys-ledger >posted.csv || exit
windows=40

# The service keeps the key and a hash of all that comes to it, and answers as
# its seed and the count of its calls decide: it takes the window, or not, or
# takes it and fails, or kills who asks, before or after it took it.
cat >service <<'END'
#!/bin/bash
echo >>calls
RANDOM=$(($(cat seed) * 1000 + $(wc -l <calls)))
chance=$((RANDOM % 10))
seen=$BALSYS_WINDOW,$BALSYS_SUBMISSION
case $chance in
0) exit 1 ;;
1) kill -9 "$1"; exit 1 ;;
2) head -c 100 >/dev/null; kill -9 "$1"; exit 0 ;;
esac
hash=$(sha256sum)
echo "$seen,${hash%% *}" >>came
case $chance in
3) exit 3 ;;
4) kill -9 "$1"; exit 0 ;;
5) kill -9 "$1"; sleep 0.05; exit 0 ;;
esac
END
chmod +x service

batch() {
  balsys-batch --book "$@" --retries 3 --retry-wait 0 --quiet \
    --submit './service $PPID' - <posted.csv
}

# What the windows must be, from the plain filter: number, key, hash.
expect() {
  local id
  id=$(sed -n 's/^id,//p' "$1/book")
  rm -rf want && mkdir want || return
  balsys-batch --window 50 --at-end hold --output "$2" posted.csv \
    >whole 2>/dev/null
  awk -F , -v form="$2" '
    form == "submissions" { print >("want/" NR); next }
    NR == 1 { header = $0; next }
    { window = form == "lines" ? $(NF - 1) : $1 }
    window != before { print header >("want/" window); before = window }
    { print >("want/" window) }' whole
  for ((n = 1; n <= windows; n++)); do
    key=$( (echo "$id,$n"; cat "want/$n") | sha256sum)
    hash=$(sha256sum <"want/$n")
    echo "$n,${key%% *},${hash%% *}"
  done >wanted
}

# No gap, no window before its time, nothing else under a key.
judge() {
  awk -F , 'NR == FNR { line[$1] = $0; next }
    $0 != line[$1] || $1 > next_one + 1 { print "came: " $0; exit 1 }
    $1 == next_one + 1 { next_one++ }
    END { if (next_one != '$windows') exit 1 }' wanted came >&2 &&
    { echo window,submission; cut -d , -f 1,2 wanted; } |
    cmp - "$1/submitted.csv" >&2
}

seed=0
for form in lines batches submissions; do
  # Without trouble, to be compared with.
  rm -rf even
  balsys-batch --book even --window 50 --output $form --submit 'exit 0' - \
    <posted.csv
  is "$form: a run without trouble"
  expect even $form
  for round in 1 2; do
    seed=$((seed + 1))
    echo $seed >seed
    rm -rf torn came calls
    mkdir torn && cp even/book even/book.sum torn
    runs=0 killed=0
    while [ $runs -lt 300 ]; do
      runs=$((runs + 1))
      batch torn 2>err
      got=$?
      [ $got -eq 0 ] && break
      [ $got -eq 137 ] && killed=$((killed + 1)) && continue
      [ $got -eq 75 ] && continue
      cat err >&2
      break
    done 2>/dev/null
    [ $got -eq 0 ] && [ $killed -gt 3 ] && judge torn
    is "$form: no gap, no other bytes, seed $seed"
    diff -r -x '*.ckpt' even torn >&2
    is "$form: the book is the same as without trouble, seed $seed"
  done
done

# Killed from outside, while windows are packed, too.
cat >service <<'END'
#!/bin/bash
hash=$(sha256sum)
sleep 0.01
echo "$BALSYS_WINDOW,$BALSYS_SUBMISSION,${hash%% *}" >>came
END
rm -rf even torn came
balsys-batch --book even --window 50 --submit 'exit 0' - <posted.csv
expect even lines
mkdir torn && cp even/book even/book.sum torn
RANDOM=11 killed=0
for ((i = 0; i < 200; i++)); do
  batch torn 2>/dev/null &
  pid=$!
  # Later and later, so that it comes to an end on a slow machine, too.
  sleep 0.$(printf %03d $((RANDOM % 40 + 20 + 2 * i)))
  kill -9 $pid 2>/dev/null
  wait $pid && break
  killed=$((killed + 1))
done 2>/dev/null
[ $i -lt 200 ] && [ $killed -gt 2 ] && judge torn &&
  diff -r -x '*.ckpt' even torn >&2
is "killed from outside: no gap, and the same book"

# A window that is not taken stops the run; the next one goes on there, though
# no record is new.
rm -rf book came
balsys-batch --book book --window 50 --retries 0 \
  --submit '[ $BALSYS_WINDOW -lt 7 ] && ./service' - <posted.csv 2>err
[ $? -eq 75 ] && [ "$(cat err)" = "balsys-batch: window 7: the command ended \
with status 1; given up after 1 try" ] && [ "$(wc -l <came)" -eq 6 ]
is 'a window that is not taken is status 75'
batch book && expect book lines && judge book && [ "$(wc -l <came)" -eq 40 ]
is 'the next run goes on with it'
batch book && [ "$(wc -l <came)" -eq 40 ]
is 'what was submitted is not submitted again'

# A signal: a command that runs is waited for, noted if it took the window, and
# no other is begun.  The book is whole then.
rm -rf book came begun
balsys-batch --book book --window 50 --submit \
  '[ $BALSYS_WINDOW -lt 3 ] || { touch begun; sleep 0.3; }; ./service' - \
  <posted.csv 2>err &
pid=$!
for ((i = 0; i < 500; i++)); do [ -e begun ] && break; sleep 0.02; done
kill -TERM $pid
wait $pid
[ $? -eq 143 ] && [ "$(wc -l <came)" -eq 3 ] &&
  [ "$(wc -l <book/submitted.csv)" -eq 4 ] && [ ! -s err ]
is 'SIGTERM ends it once what runs is noted'
balsys-batch --book book --submit ./service - <posted.csv 2>err &&
  [ ! -s err ] && expect book lines && judge book && [ "$(wc -l <came)" -eq 40 ]
is 'and the next run goes on without a word'

# Ctrl-C is heard by the command as well, which has then not taken the window.
rm -rf book came begun
setsid env --default-signal=INT balsys-batch --book book --window 50 --submit \
  '[ $BALSYS_WINDOW -lt 3 ] || { touch begun; sleep 20; }; ./service' - \
  <posted.csv 2>err &
pid=$!
for ((i = 0; i < 500; i++)); do [ -e begun ] && break; sleep 0.02; done
kill -INT -- -$pid
wait $pid
[ $? -eq 130 ] && [ "$(wc -l <came)" -eq 2 ] &&
  [ "$(wc -l <book/submitted.csv)" -eq 3 ] && [ ! -s err ]
is 'Ctrl-C ends both, and nothing is noted'
batch book && expect book lines && judge book
is 'and the next run goes on with that window'

# Several jobs.  Each window is on standard output before it is submitted.
for jobs in 1 4; do
  rm -rf book came out
  balsys-batch --book book --window 250 --jobs $jobs --tee --submit \
    'echo $BALSYS_WINDOW $(tail -n 1 out) >>came; [ $BALSYS_WINDOW -ne 5 ]' \
    --retries 0 - <posted.csv >out 2>err
  [ $? -eq 75 ] && awk '{ n = split($2, field, ",") }
    $1 != NR || field[n - 1] < NR { exit 1 } END { exit NR != 5 }' came
  is "$jobs jobs: each is on standard output before it is submitted"
  balsys-batch --book book --jobs $jobs --tee --submit \
    'echo $BALSYS_WINDOW >>came' - <posted.csv >out &&
    [ "$(cut -d ' ' -f 1 came | tr '\n' ' ')" = '1 2 3 4 5 5 6 7 8 ' ] &&
    cmp out book/batches.csv >&2
  is "$jobs jobs: the next run goes on there"
done

# A book may be submitted later.
rm -rf book came
balsys-batch --book book --window 50 - <posted.csv &&
  [ ! -e book/submitted.csv ] && batch book && expect book lines && judge book
is 'a book that was not submitted is, from the first window on'
balsys-batch --book book - <posted.csv && judge book
is 'a run that submits nothing leaves that alone'

# What is in submitted.csv must be what was submitted.
sed -i '3s/.$/x/' book/submitted.csv && rm book/submitted.csv.sum
batch book 2>err
[ $? -eq 65 ] && grep -q 'book/submitted.csv:3: window 2 was' err
is 'another key in submitted.csv is status 65'

# Older copies of the other files beside it: windows are made again, and are
# those that were submitted.
rm -rf book came old
head -n 1000 posted.csv |
  balsys-batch --book book --window 50 --submit ./service - && cp -r book old
batch book && expect book lines && judge book
is 'some windows, and later the rest'
cp old/batches.csv* old/windows.csv* old/oversize.csv* book
head -n 1100 posted.csv | balsys-batch --book book --submit ./service - 2>err
[ $? -eq 65 ] && grep -q 'book/submitted.csv:23: window 22 was submitted and' err
is 'what was submitted and does not come is status 65'
batch book && judge book && [ "$(wc -l <came)" -eq 40 ]
is 'what comes once more is not submitted once more'
exit $status
