# What --metrics and --events tell of a run is what it did, counted again from
# what it wrote; promtool has no word against it.
status=0
# A line for the result of the command before.
is() {
  if [ $? -eq 0 ]; then echo "ok - $1"; else echo "not ok - $1" && status=1; fi
}
PATH=$PATH:$TOP/build/tools/usr/bin

# The value of a sample, of the file that is named, by its family, and by its
# reason if that is given.
value() {
  awk -v name="$2" -v reason="${3-}" '
    { family = $1; sub(/{.*/, "", family) }
    family == name && (reason == "" ||
      index($1, "reason=\"" reason "\"")) { print $2 }' "$1.prom"
}
# has FILE FAMILY VALUE...: each is what it should be.
has() {
  local file=$1 wrong=0
  shift
  while [ $# -gt 0 ]; do
    if [ "$(value "$file" "balsys_$1")" != "$2" ]; then
      echo "$file: $1: $(value "$file" "balsys_$1"), not $2" >&2
      wrong=1
    fi
    shift 2
  done
  return $wrong
}
size() { cat "$@" | wc -c; }
lines() { echo $(($(wc -l <"$1") - 1)); }
# The events of a tool: what happened, and to what.
events() { awk -F , -v tool="balsys-$2" '$2 == tool { print $3, $4 }' "$1"; }

balsys-gen --no-wait --count 2500 --accounts 3 --seed 3 \
  --start 2026-01-01T00:00:00Z --metrics gen.prom --events log >gen.csv &&
  has gen records_written_total 2500 written_bytes_total "$(size gen.csv)" \
    last_record_timestamp_seconds 1767225649.980000 run_status 0 \
    records_read_total ''
is 'gen'

# Of every kind something, the last record being good.
{
  cat gen.csv
  sed -n 2,11p gen.csv
  echo '8,2026-01-01T00:00:00Z,acct-1,7.00'
  echo '2501,2026-01-01T00:00:50Z,acct-1,x'
  echo '2502,2026-01-01T00:00:50Z,acct-1,1.234'
  echo '2503,2026-01-01,acct-1,1.00'
  echo '2503,2026-01-01T00:00:50.5Z,acct-1,1.00'
} >in.csv
balsys-ledger --quiet --unique --metrics ledger.prom --events log \
  --rejects rejects.csv --outcomes outcomes.csv --closing closing.csv in.csv \
  >ledger.csv
[ $? -eq 1 ] &&
  has ledger records_read_total "$(lines in.csv)" \
    records_accepted_total "$(lines ledger.csv)" \
    records_written_total "$(lines ledger.csv)" \
    records_duplicate_total "$(grep -c ',duplicate,' outcomes.csv)" \
    records_known_total 0 read_bytes_total "$(size in.csv)" \
    written_bytes_total \
    "$(size ledger.csv rejects.csv outcomes.csv closing.csv)" \
    balance "$(awk -F , 'NR > 1 { sum += $5 } END { printf "%.2f", sum }' \
      closing.csv)" last_record_timestamp_seconds 1767225650.500000 \
    run_status 1
is 'ledger'
for reason in $(cut -d , -f 3 rejects.csv | sed 1d | sort -u) quote limit; do
  [ "$(value ledger balsys_records_refused_total "$reason")" = \
    "$(awk -F , -v r="$reason" 'NR > 1 && $3 == r' rejects.csv | wc -l)" ]
  is "ledger: refused: $reason"
done
[ "$(value ledger balsys_records_refused_total | awk '{ sum += $1 }
  END { print sum }')" = "$(lines rejects.csv)" ]
is 'ledger: refused in all'

# With a book counters are those of a run, and the balance is the book's.
head -n 1001 in.csv >first.csv
balsys-ledger --quiet --book book --metrics one.prom --events log first.csv &&
  has one records_accepted_total 1000 written_bytes_total \
    "$(size book/ledger.csv book/rejects.csv)" balance "$(awk -F , '
      NR > 1 { sum += $4 } END { printf "%.2f", sum }' first.csv)"
is 'ledger: a book'
before=$(size book/ledger.csv book/rejects.csv)
printf 'torn' >>book/ledger.csv
balsys-ledger --quiet --book book --metrics two.prom --events log in.csv \
  2>said
[ $? -eq 1 ] &&
  has two records_accepted_total 1501 records_duplicate_total 1010 \
    read_bytes_total "$(size in.csv)" written_bytes_total \
    "$(($(size book/ledger.csv book/rejects.csv) - before))" \
    balance "$(value ledger balsys_balance)"
is 'ledger: a book, again'
balsys-ledger --quiet --book book --metrics three.prom --events log \
  --tee in.csv >tee.csv
[ $? -eq 0 ] && has three records_accepted_total 0 \
  records_known_total "$(lines rejects.csv)" \
  written_bytes_total "$(size tee.csv)" run_status 0
is 'ledger: nothing new, and a tee'

balsys-batch --metrics batch.prom --events log --report report.csv \
  --jobs 2 ledger.csv >batch.csv &&
  has batch records_read_total 2501 records_accepted_total 2501 \
    records_written_total "$(lines batch.csv)" windows_total 3 \
    batches_total "$(awk -F , '{ sum += $4 } END { print sum }' report.csv)" \
    written_bytes_total "$(size batch.csv report.csv)" \
    read_bytes_total "$(size ledger.csv)" window_seconds_count 3 \
    submissions_total ''
is 'batch'
awk -F '[{ ,]' '
  /^balsys_window_seconds_bucket/ { if ($NF < last) exit 1; last = $NF; n++ }
  /^balsys_window_seconds_count/ { count = $NF }
  END { exit n != 20 || last != count }' batch.prom
is 'batch: buckets add up'
balsys-batch --report plain-report.csv ledger.csv >plain.csv &&
  cmp -s plain.csv batch.csv && cmp -s plain-report.csv report.csv
is 'batch: nothing else is written than without'

# The second window is taken at the third try.
cat >service <<'END'
#!/bin/bash
echo "$BALSYS_WINDOW" >>tries
[ "$BALSYS_WINDOW" != 2 ] || [ "$(grep -cx 2 tries)" -ge 3 ]
END
chmod +x service
balsys-batch --quiet --book book --metrics submit.prom --events submit.log \
  --submit ./service --retries 5 --retry-wait 0 &&
  has submit windows_total 2 records_written_total 2000 \
    batches_total "$(awk -F , '{ sum += $4 } END { print sum }' \
      book/windows.csv)" submissions_total 2 submission_retries_total 2 \
    written_bytes_total "$(size book/batches.csv book/windows.csv \
      book/oversize.csv)"
is 'batch: a book, submitted'
balsys-ledger --quiet --book other first.csv
balsys-ledger --quiet --book other in.csv
balsys-batch --quiet --book other && mkdir a b &&
  cp book/{ledger,rejects,batches,windows,oversize}.csv a &&
  cp other/{ledger,rejects,batches,windows,oversize}.csv b && diff -r a b >&2
is 'a book is byte for byte what it is without'
awk -F , 'NR > 1 { print "window-submitted " $1 " " $2 }' book/submitted.csv \
  >want
awk -F , '$3 == "window-submitted" { print $3, $4, $5 }' submit.log |
  cmp -s - want
is 'batch: events have the keys of what was submitted'
[ "$(events submit.log batch | grep -v formed | tr '\n' ' ')" = "started book \
window-submitted 1 submit-failed 2 submit-failed 2 window-submitted 2 \
finished 0 " ] && awk -F , '
    $3 == "window-formed" { formed[$4] = 1 }
    $3 == "window-submitted" && !formed[$4] { exit 1 }' submit.log
is 'batch: events come in order'
awk -F , 'NR == FNR { if (FNR > 1) want[$1] = $2 " records " $4 " batches " \
      "bound " $5; next }
  $3 == "window-formed" { gsub(/"/, ""); $0 = $0
    if (want[$4] != $5 $6 $7) { print $5 $6 $7, "is not", want[$4]; bad = 1 }
    n++ }
  END { exit bad || n != 2 }' book/windows.csv submit.log >&2
is 'batch: events say what windows are'

printf 'Ref,Paid\na,1.00\nb,x\nc,2.00\n' >bank.csv
balsys-import --quiet --id Ref --amount Paid --metrics import.prom \
  --events log bank.csv >import.csv
[ $? -eq 1 ] && has import records_read_total 3 records_accepted_total 2 \
  records_written_total 2 read_bytes_total "$(size bank.csv)" \
  written_bytes_total "$(size import.csv)" balance ''
is 'import'
gzip -k in.csv
balsys-stats --quiet --metrics stats.prom --events log --format csv in.csv.gz \
  >stats.csv
[ $? -eq 1 ] && has stats records_read_total "$(lines in.csv)" \
  read_bytes_total "$(size in.csv.gz)" written_bytes_total \
  "$(size stats.csv)" records_written_total ''
is 'stats'

[ "$(events log ledger)" = "started in.csv
refused-first-of-a-reason conflict
refused-first-of-a-reason amount
refused-first-of-a-reason time
finished 1
started book
finished 0
started book
recovered book/ledger.csv
resumed book
refused-first-of-a-reason conflict
refused-first-of-a-reason amount
refused-first-of-a-reason time
finished 1
started book
resumed book
finished 0" ]
is 'events: what happened, in order'
[ "$(grep -c '^time,tool,event,subject,detail$' log)" -eq 1 ] &&
  ! awk -F , 'NR > 1 { print $1 }' log | grep -qvE \
    '^[0-9]{4}(-[0-9]{2}){2}T([0-9]{2}:){2}[0-9]{2}\.[0-9]{6}Z$' &&
  awk -F , 'NR > 1 { print $1 }' log | sort -c
is 'events: one header, and times that rise'
[ "$(awk -F , '$3 ~ /^re(sumed|covered)$/ { print $3, $5 }' log)" = \
  "recovered 4 bytes cut off
resumed 1000 records
resumed 2501 records" ]
is 'events: what is in a book already'

if ! command -v promtool >/dev/null; then
  echo 'skip - promtool check metrics: promtool is not there, see .ci/tools'
else
  for file in *.prom; do
    promtool check metrics <"$file" >said 2>&1 && [ ! -s said ]
    is "promtool check metrics is content with $file" || cat said >&2
  done
fi
exit $status
