# balsys-batch writes the same, and as soon, however many windows are packed at
# a time; and whatever ends it, windows that are on their way are written.
status=0
is() {
  if [ $? -eq 0 ]; then echo "ok - $1"; else echo "not ok - $1" && status=1; fi
}
balsys-gen --no-wait --count 60100 --seed 5 --start 2026-01-01T00:00:00Z \
  >in.csv || exit

# The same bytes, in every form, for all that is written.
batch() {
  jobs=$1
  shift
  balsys-batch --jobs "$jobs" --report "report.$jobs" \
    --certificate "certificate.$jobs" "$@" >"out.$jobs"
}
for form in lines batches submissions; do
  batch 1 --window 300 --output $form in.csv
  is "$form: one job"
  for jobs in 2 3 8 256; do
    batch $jobs --window 300 --output $form in.csv &&
      cmp out.1 out.$jobs && cmp report.1 report.$jobs &&
      cmp certificate.1 certificate.$jobs
    is "$form: $jobs jobs write the same"
  done
done
[ "$(wc -l <report.8)" -eq 202 ]
is 'all windows are in the report'

# Each job has windows of its own behind it, which must not be seen.
balsys-gen --no-wait --count 18000 --seed 3 --min 0.01 --max 1000000 \
  --start 2026-01-01T00:00:00Z >hard.csv || exit
for effort in 3 5 7; do
  batch 1 --effort $effort hard.csv 2>err
  if [ $? -eq 69 ]; then
    echo "skip - effort $effort: $(cut -d ' ' -f 2- err)"
    continue
  fi
  batch 4 --effort $effort hard.csv && cmp out.1 out.4 &&
    cmp report.1 report.4 && cmp certificate.1 certificate.4
  is "effort $effort: 4 jobs write the same"
done
batch 1 --window 300 in.csv

# What is given to a live stream of windows is answered while it stays open.
mkfifo to from
balsys-batch --jobs 4 --window 300 <to >from &
pid=$!
exec 3>to 4<from
answered=0
for window in 1 2 3; do
  if [ $window -eq 1 ]; then head -n 301 in.csv; else
    sed -n "$((window * 300 - 298)),$((window * 300 + 1))p" in.csv
  fi >&3
  lines=300
  [ $window -eq 1 ] && lines=301
  for ((i = 0; i < lines; i++)); do
    read -r -t 10 -u 4 line && answered=$((answered + 1))
  done
done
[ $answered -eq 901 ]
is 'a window is written as soon as it is packed'

# A signal: what was accepted is written.
{ sed -n '902,1250p' in.csv; printf '9,,a,1'; } >&3
for ((i = 0; i < 300; i++)); do
  read -r -t 10 -u 4 line && answered=$((answered + 1))
done
kill -TERM $pid
answered=$((answered + $(wc -l <&4)))
exec 3>&- 4<&-
wait $pid
[ $? -eq 143 ] && [ $answered -eq 1250 ]
is 'SIGTERM ends it behind what was accepted'

# Trouble while windows are on their way.
head -n 30001 in.csv >cut.csv
printf '9,,a,1' >>cut.csv
batch 4 --window 300 cut.csv 2>err
[ $? -eq 65 ] && cmp out.4 <(head -n 30001 out.1)
is 'a cut-off input loses none of them'
{ head -n 30001 in.csv; echo x; tail -n +30002 in.csv; } >bad.csv
batch 4 --window 300 bad.csv 2>err
[ $? -eq 1 ] && cmp out.1 out.4
is 'a refused record stops none of them'
batch 4 --window 300 --strict bad.csv 2>err
[ $? -eq 65 ] && cmp out.4 <(head -n 30001 out.1)
is 'nor does one that ends the run'
balsys-batch --jobs 4 --window 300 --at-end hold in.csv >out 2>err
[ $? -eq 0 ] && cmp out <(head -n 60001 out.1) && grep -q '^.*: 100 records' err
is 'the last window is held back'
for jobs in 1 4; do
  balsys-batch --jobs $jobs --window 300 in.csv 2>err | head -n 1 >one
  [ "${PIPESTATUS[0]}" -eq 141 ] && [ ! -s err ]
  is "a reader who leaves ends $jobs jobs by SIGPIPE, silently"
  balsys-batch --jobs $jobs --window 300 in.csv 2>err >/dev/full
  [ $? -eq 74 ] && [ "$(wc -l <err)" -eq 1 ]
  is "a full disk ends $jobs jobs with 74"
  balsys-batch --jobs $jobs --window 300 --certificate /dev/full in.csv \
    2>err >out
  [ $? -eq 74 ] && grep -q '/dev/full: No space' err
  is "so does one for the certificate of $jobs jobs"
done

# Memory that runs out: whole windows are written, in order, and of the others
# it is said how many records they had.
case $BUILD in *san*) exit $status ;; esac
seen=0 bad=0
for limit in 6000 7000 10000 11000 12000 14000 20000 60000; do
  (
    ulimit -v $limit
    exec balsys-batch --jobs 4 --window 20000 in.csv >out 2>err
  )
  got=$?
  if [ $got -eq 0 ]; then
    batch 1 --window 20000 in.csv && cmp out out.1 || bad=1
    continue
  fi
  [ $got -eq 74 ] && grep -q 'out of memory' err || continue
  seen=$((seen + 1))
  awk -F , '
    NR > 1 && $(NF - 1) != int((NR - 2) / 20000) + 1 { bad = 1 }
    END { exit bad || (NR - 1) % 20000 }' out || bad=1
done
if [ $seen -eq 0 ]; then
  echo 'skip - memory: no limit here makes it run out'
else
  [ $bad -eq 0 ]
  is 'where memory runs out whole windows are written, in order'
fi
exit $status
