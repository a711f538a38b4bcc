# What balsys-serve makes of signals that others left it, or send it.
. "$TOP/tests/serve/serve.bash"
needs_serve 'signals and balsys-serve'
command -v jq >/dev/null || {
  echo 'skip - signals and balsys-serve: jq is not there, see .ci/deps'
  exit 0
}

# Whoever starts it may not wait for children; it does.
: >address
env --ignore-signal=CHLD balsys-serve --listen 127.0.0.1:0 --book book \
  >address 2>said &
server=$!
until_so is_ready
[ "$(code /audit/telemetry)" = 200 ] &&
  kill -9 "$(jq '.pipeline.children[0].pid' answer)" || exit
was_lost() {
  [ "$(code /audit/telemetry)" = 200 ] &&
    jq -e '.pipeline.children[0].losses > 0' answer >/dev/null
}
until_so was_lost
jq -e '.pipeline.children[0].ended == {signal: 9}' answer >/dev/null &&
  grep -q 'balsys-ledger was ended by signal 9' said
is 'it sees how a child ended, whatever its parent ignores'
end 'and ends'

# The series has a point a second, but none of the seconds it stood still.
begin --book book
before=$(date +%s)
kill -STOP "$server"
sleep 5
kill -CONT "$server"
has_series() {
  curl -s -N -m 10 "${url}events" | sed -n '2{s/^data: //p;q}' >series
  jq -e '.points | length > 0' series >/dev/null
}
# Whoever asks first may be told before all that is due has been done.
until_so has_series
until_so has_series
jq -e --argjson before "$before" --argjson now "$(date +%s)" '.points |
  map(select((.[0] | sub("[.].*Z"; "Z") | fromdate) > $before)) |
  length <= $now - $before - 5 + 2' series >/dev/null
is 'seconds that it stood still are not made up for'
end 'and it ends'
exit $status
