# balsys-batch --submit hands over what the plain filter writes, window by
# window, in order, under keys that sha256sum makes, too.
status=0
is() {
  if [ $? -eq 0 ]; then echo "ok - $1"; else echo "not ok - $1" && status=1; fi
}
balsys-gen --no-wait --count 3050 --seed 5 --start 2026-01-01T00:00:00Z \
  >in.csv || exit

# A service: it keeps what it gets, in the order that it comes, and now and
# then is not to be reached.
cat >service <<'END'
#!/bin/bash
if [ $((RANDOM % 4)) -eq 0 ]; then exit 1; fi
echo "$BALSYS_WINDOW,$BALSYS_SUBMISSION" >>got/log
cat >"got/$BALSYS_WINDOW"
END
chmod +x service

# The same from the plain filter's output.
expect() {
  rm -rf want && mkdir want || return
  balsys-batch --window 300 --at-end hold --output "$1" in.csv >whole 2>/dev/null
  awk -F , -v form="$1" '
    form == "submissions" { print >("want/" NR); next }
    NR == 1 { header = $0; next }
    { window = form == "lines" ? $(NF - 1) : $1 }
    window != before { print header >("want/" window); before = window }
    { print >("want/" window) }' whole
  for ((n = 1; n <= 10; n++)); do
    echo "$n,$( (echo ",$n"; cat "want/$n") | sha256sum | head -c 64)"
  done >want/log
}
for form in lines batches submissions; do
  expect $form
  is "$form: the plain filter"
  for jobs in 1 4; do
    rm -rf got && mkdir got
    balsys-batch -q --window 300 --jobs $jobs --output $form --retries 100 \
      --retry-wait 0 --submit ./service in.csv >out &&
      cmp out whole && diff -r got want >&2
    is "$form: what $jobs jobs hand over"
  done
done

# The command has none of our descriptors, and not our standard output.
cat >inspect <<'END'
#!/bin/sh
for fd in 1 3 4 5 6 7 8 9 11 12 13 14 15 16 17 18; do
  readlink /proc/$$/fd/$fd || echo none
done
END
chmod +x inspect
if [ -e /proc/self/fd/0 ]; then
  ./inspect >err 2>&1
  cp err wanted
  balsys-batch -q --window 300 --jobs 4 --report report --certificate proof \
    --submit '[ $BALSYS_WINDOW -lt 10 ] || exec ./inspect' in.csv >out 2>err
  diff err wanted >&2
  is 'no descriptor is handed on'
  balsys-batch -q --window 300 --jobs 4 --book book --tee --certificate \
    book/certificates.csv --submit '[ $BALSYS_WINDOW -lt 10 ] ||
      exec ./inspect' - <in.csv >out 2>err
  diff err wanted >&2
  is 'nor any of a book, with its locks'
else
  echo 'skip - no descriptor is handed on: there is no /proc'
fi

# What is given to a live stream of windows is submitted while it stays open.
mkfifo to
rm -rf got && mkdir got
balsys-batch -q --window 300 --submit \
  'cat >got/part && mv got/part got/$BALSYS_WINDOW' <to >out &
pid=$!
exec 3>to
expect lines
head -n 301 in.csv >&3
for ((i = 0; i < 500; i++)); do [ -e got/1 ] && break; sleep 0.02; done
cmp got/1 want/1
is 'a window is submitted as soon as it is packed'

# A signal stops it behind the command that runs.
sed -n '302,601p' in.csv >&3
for ((i = 0; i < 500; i++)); do [ -e got/2 ] && break; sleep 0.02; done
kill -TERM $pid
wait $pid
[ $? -eq 143 ] && cmp got/2 want/2 && [ "$(wc -l <out)" -eq 601 ]
is 'SIGTERM ends it behind what was submitted'
exec 3>&-

rm -rf got && mkdir got
balsys-batch -q --window 300 --jobs 4 --submit \
  'touch begun; sleep 0.5; cat >got/$BALSYS_WINDOW' in.csv >out &
pid=$!
for ((i = 0; i < 500; i++)); do [ -e begun ] && break; sleep 0.02; done
kill -TERM $pid
wait $pid
[ $? -eq 143 ] && [ "$(ls got)" = 1 ] && cmp got/1 want/1 && cmp out want/1
is 'a command that runs is waited for, and no other is begun'

# Between two tries it is gone at once.
balsys-batch --window 300 --retry-wait 3600 --submit 'exit 7' in.csv \
  >out 2>err &
pid=$!
for ((i = 0; i < 500; i++)); do grep -q again err && break; sleep 0.02; done
kill -TERM $pid
wait $pid
[ $? -eq 143 ] && [ "$(cat err)" = "balsys-batch: window 1: the command ended \
with status 7; trying again in 3600 s" ]
is 'SIGTERM between two tries ends it at once'
exit $status
