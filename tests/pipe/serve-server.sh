# How balsys-serve sees windows and counts their delays, keeps the balance of each
# second, waits without doing anything, and ends where a child cannot begin.
. "$TOP/tests/serve/serve.bash"
needs_serve 'windows and children of balsys-serve'

# Beside this copy is a balsys-batch that ends with the status in a file, once, or
# goes on as soon as it may.
mkdir bin
cp "$(command -v balsys-serve)" "$(command -v balsys-ledger)" bin
cat >bin/balsys-batch <<EOF
#!/bin/bash
if [ -s status ]; then
  read -r status <status
  [ -e always ] || : >status
  exit "\$status"
fi
until [ -e go ]; do sleep 0.01; done
exec "$(command -v balsys-batch)" "\$@"
EOF
chmod +x bin/balsys-batch
PATH=$PWD/bin:$PATH

# number EXPRESSION: what jq finds in the summary.
number() { [ "$(code /audit/summary)" = 200 ] && jq "$1" answer; }
has_windows() { [ "$(number .windows.count)" = "$1" ]; }
now() { cut -d ' ' -f 1 /proc/uptime; }
submit() {
  { echo id,amount; seq -f '%.0f,1.00' "$1" "$2"; } >records.csv
  [ "$(code /transactions/submit -H 'Content-Type: text/csv' \
    --data-binary @records.csv)" = 200 ]
}

# Two windows were formed before the start, and one is after it, of records that
# were there.
{ echo id,amount; seq -f '%.0f,1.00' 100; } |
  "$TOP/$BUILD/balsys-ledger" --book book --quiet >said
"$TOP/$BUILD/balsys-batch" --book book --window 50 --quiet
{ echo id,amount; seq -f '%.0f,1.00' 101 150; } |
  "$TOP/$BUILD/balsys-ledger" --book book --quiet >said
started=$(now)
begin --book book
[ "$(number '[.records, .windows.count] | join(" ")')" = '"150 2"' ]
is 'windows that are there are seen'
touch go
until_so has_windows 3
is 'one that is formed is seen'
[ "$(number .latency.window.count)" = 0 ]
is 'none is a delay where its records were there at the start'

# A window that is held up for a while.
is_batch() {
  [ "$(code /audit/telemetry)" = 200 ] &&
    batch=$(jq .pipeline.children[1].pid answer) &&
    [ "$(cat "/proc/$batch/comm")" = balsys-batch ]
}
until_so is_batch
kill -STOP "$batch"
before=$(now)
submit 151 200
is 'records are taken while the batches wait'
sleep 0.3
kill -CONT "$batch"
until_so has_windows 4
took=$(echo "$before $(now)" | awk '{ print $2 - $1 + 0.02 }')
jq -e --argjson took "$took" '.latency.window | .count == 1 and .max >= 0.3 and
  .max <= $took and .mean == .max' answer >/dev/null
is 'its delay is from when its records were safe until it was seen'
submit 201 310 && until_so has_windows 6
[ "$(number .latency.window.count)" = 3 ]
is 'each has a delay of its own'

# It wakes for its timers, some 15 times a second, and not to look for windows.
wakes() { awk '/^voluntary/ { print $2 }' "/proc/$server/status"; }
at=$(now) wakes=$(wakes)
sleep 1
echo "$at $(now) $wakes $(wakes)" |
  awk '{ print; exit $4 - $3 > ($2 - $1 + 0.02) * 60 }' >woke
is 'it sleeps where no window is due' || cat woke >&2

# One point a second, and not one more; those that were missed come behind.
has_points() {
  curl -s -N -m 10 "${url}events" | awk '/^data: / { print substr($0, 7); exit }' \
    >points
  [ "$(jq '.points | length' points)" -ge "$1" ]
}
until_so has_points 3
jq -e --argjson up "$(echo "$started $(now)" | awk '{ print $2 - $1 }')" '
  (.points | length) <= $up + 1.1 and (.points | map(.[2]) | . == sort) and
  .points[-1] == [.points[-1][0], "310.00", 310]' points >/dev/null
is 'there is a point of each second' || cat points >&2

# From then on no status of a child ends it.
until_so is_batch
echo 65 >status
kill -9 "$batch"
has_starts() {
  [ "$(code /audit/telemetry)" = 200 ] &&
    [ "$(jq .pipeline.children[1].starts answer)" = "$1" ]
}
until_so has_starts 3
is 'what has run well is begun again, however it ends'
end 'the server stops'

# A status that would be the same the next time is its own, at the first start.
touch always
for wanted in 64 65 66 73; do
  echo $wanted >status
  timeout 60 balsys-serve --quiet --listen 127.0.0.1:0 --book book >address 2>said
  [ $? -eq $wanted ]
  is "a child that ends with $wanted at the start ends the server"
done
rm always
for other in 1 69 75; do
  echo $other >status
  begin --book book
  until_so has_starts 2
  is "one that ends with $other does not"
  end 'the server stops'
done
exit $status
