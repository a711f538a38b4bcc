# Where memory runs out, what was accepted before is written, and the closing
# balances are those of what is written.
case $BUILD in *san*) echo 'sanitizers need memory of their own'; exit 77 ;; esac
seq 1 400000 | awk 'BEGIN { print "id,amount" } { print $1 ",1" }' >in.csv
seen=0
for limit in 6000 7000 8000 9000 12000 16000 20000; do
  (
    ulimit -v $limit
    exec balsys-ledger --unique --closing closing.csv --outcomes outcomes.csv \
      in.csv >out.csv 2>messages
  )
  status=$?
  # Too little to be started at all says nothing of the command.
  [ $status -eq 74 ] && grep -q 'out of memory' messages || continue
  seen=$((seen + 1))
  [ -s out.csv ] || continue
  lines=$(($(wc -l <out.csv) - 1))
  if [ "$lines" -ne $(($(wc -l <outcomes.csv) - 1)) ] ||
      [ "$(tail -n +2 closing.csv | cut -d , -f 2,5)" != "$lines,$lines.00" ]; then
    echo "ulimit -v $limit: $lines written, closing $(tail -n 1 closing.csv)" >&2
    exit 1
  fi
done
[ $seen -gt 0 ] || { echo 'no limit here makes memory run out'; exit 77; }
