# What is submitted to balsys-serve: taken once, exactly, all or nothing at the
# door, and answered once it is in the book; what is none is refused with its
# place, and nothing of it is taken.
if ! pkg-config --exists libmicrohttpd jansson; then
  echo 'skip - submissions: built without libmicrohttpd or jansson'
  exit 0
fi
for tool in curl jq pgrep; do
  command -v $tool >/dev/null && continue
  echo "skip - submissions: $tool is not there, see .ci/deps"
  exit 0
done

status=0
# A line for the result of the command before.
is() {
  if [ $? -eq 0 ]; then echo "ok - $1"; else echo "not ok - $1" && status=1; fi
}

server=
ledger() { pgrep -P "$server" -x balsys-ledger; }
leave() {
  if [ -n "$server" ]; then
    kill -CONT "$(ledger)"
    kill "$server"
    wait
  fi
} 2>>left
trap leave EXIT

# serve BOOK [OPTION ...], until records are taken.
serve() {
  local tries=0
  : >address
  balsys-serve --quiet --book "$1" --listen 127.0.0.1:0 --currency GBP \
    "${@:2}" >address 2>said &
  server=$!
  until read -r url <address && [ "$(curl -s -o answer -w '%{http_code}' \
      "${url}healthz")" = 200 ]; do
    if [ $((tries += 1)) -gt 1200 ] || ! kill -0 $server 2>>said; then
      cat said >&2
      echo 'not ok - the server runs'
      exit 1
    fi
    sleep 0.05
  done
}

# It ends by the signal, as it says.
stop() {
  kill $server
  wait $server
  local ended=$?
  server=
  [ $ended -eq 143 ]
}

# post BODY [TYPE]: the answer is in "answer", its status is printed.
post() {
  printf %s "$1" | curl -s -o answer -D head -w '%{http_code}' --data-binary @- \
    -H "Content-Type: ${2-application/json}" "${url}transactions/submit"
}

# answers STATUS FILTER BODY [TYPE]: so it is answered.
answers() {
  local got
  got=$(post "${@:3}")
  [ "$got" = "$1" ] && jq -e "$2" answer >/dev/null && return
  echo "$got, not $1 with $2: $(head -c 300 answer), to ${3::300}" >&2
  return 1
}

# refused PROBLEM DETAIL BODY [TYPE]: by 400, with that in its detail.
refused() {
  answers 400 ".type == \"/problems#$1\" and .status == 400 and
    (.detail | contains(\"$2\"))" "${@:3}" &&
    grep -qi '^Content-Type: application/problem+json' head
}
records() { curl -s "${url}account/balance" | jq .records; }

serve book

answers 201 '. == {id: "a", status: "accepted", reason: null, balance: "12.34",
  currency: "GBP"}' '{"id":"a","amount":12.34}'
is 'one record is accepted, with its balance'
answers 200 '. == {id: "a", status: "duplicate", reason: null, balance: null,
  currency: "GBP"}' '{"id":"a","amount":12.34}'
is 'the same again is a duplicate'
# The ledger compares amounts as they are written.
answers 409 '.type == "/problems#conflict" and .reason == "conflict" and
  .id == "a"' '{"id":"a","amount":"12.340"}'
is 'an id with another content is a conflict'
{
  answers 201 '.balance == "12.44"' '{"id":"b","amount":0.10,"account":null}' &&
    answers 201 '.balance == "90000000000000001.00"' \
      '{"id":"c","amount":90000000000000001,"account":"x"}'
} && [ "$(cut -d, -f 1,3,4 book/ledger.csv | tail -n 2 | tr '\n' ';')" = \
  'b,,0.10;c,x,90000000000000001;' ]
is 'a number is the text that it has'
for amount in 12.345 1e3 1E-2 1e999 9223372036854775808 \
  0.1000000000000000055511151231257827021181583404541015625 '"£5"' '""'; do
  answers 422 '.type == "/problems#refused" and .reason == "amount"' \
    "{\"id\":\"d\",\"amount\":$amount}" || break
done
is 'an amount that the ledger cannot hold exactly is refused by it'
answers 422 '.reason == "time"' '{"id":"e","amount":1,"time":"yesterday"}' &&
  answers 422 '.reason == "id"' '{"id":"","amount":1}'
is 'so is what else it refuses'
answers 201 '.id == "é,\"\\\t"' '{"id":"\u00e9,\"\\\t","amount":"+1"}' &&
  answers 200 '.id == "é,\"\\\t"' '{"id":"é,\"\\\t","amount":"+1"}'
is 'an id is any text'

answers 200 '[.results[] | [.id, .status, .reason, .balance]] == [
    ["f", "accepted", null, "-5.00"], ["f", "duplicate", null, null],
    ["f", "refused", "conflict", null], ["a", "duplicate", null, null],
    ["g", "accepted", null, "-4.00"]] and
  .accepted == 2 and .duplicate == 2 and .refused == 1 and .known == 0' \
  '[{"id":"f","amount":-5,"account":"y"},{"id":"f","amount":-5,"account":"y"},
    {"id":"f","amount":-6,"account":"y"},{"id":"a","amount":12.34},
    {"id":"g","amount":"1","account":"y"}]'
is 'several are answered one by one'
answers 200 '[.results[] | [.id, .status]] == [["h, 1", "accepted"],
    ["i", "accepted"], ["i", "duplicate"]]' \
  $'id,amount\r\n"h, 1",1.00\r\ni,2\r\nid,amount\r\ni,2\r\n' text/csv
is 'so is CSV'

# What was accepted so far stands there, and stands alone.
cut -d, -f 1 book/ledger.csv | tr '\n' ';' >ids
[ "$(cat ids)" = 'id;a;b;c;"é;f;g;"h;i;' ] && [ "$(records)" = 8 ] &&
  [ "$(curl -s "${url}account/balance" | jq -r .balance)" = \
    90000000000000013.44 ]
is 'each that was accepted is in the book, once'

# These are at the end of bodies that begin well: nothing of them is taken.
first='{"id":"no","amount":1}'
{
  refused json 'line 2, column 12' $'[{"id":"no",\n  "amount":01}]' &&
    refused json 'end of file' "$first x" &&
    refused json 'nothing' '' &&
    refused json 'line 1, column 10: unable to decode' \
      $'[{"id":"no\xff","amount":1}]' &&
    refused json 'duplicate' '{"id":"no","id":"no","amount":1}' &&
    refused json 'line 1, column 4' 'true'
}
is 'what is no JSON is refused with its place'
{
  refused field 'record 2: \"amonut\" is no field' \
    "[$first,{\"id\":\"no\",\"amonut\":1}]" &&
    refused field 'record 2: id is missing' "[$first,{\"amount\":1}]" &&
    refused field 'amount is missing' '{"id":"no"}' &&
    refused field 'id is no string' '{"id":5,"amount":1}' &&
    refused field 'record 2: it is no object' "[$first,[$first]]" &&
    refused field 'id has a line break' '{"id":"no\nno","amount":1}' &&
    refused field 'id has a NUL' '{"id":"no\u0000","amount":1}' &&
    refused field 'more than 1024' \
      "{\"id\":\"no\",\"amount\":$(printf '%01025d' 0 | tr 0 1)}"
}
is 'so are fields that are unknown, missing, or none'
{
  refused csv 'line 3: it has no newline' $'id,amount\nno,1\nno2,2' text/csv &&
    refused csv 'line 3: it is blank' $'id,amount\nno,1\n\n' text/csv &&
    refused csv 'line 3: 3 fields' $'id,amount\nno,1\nno,1,\n' text/csv &&
    refused csv 'line 2: a quote' $'id,amount\n"no,1\n' text/csv &&
    refused field 'line 1: \"received\"' $'id,amount,received\nno,1,\n' \
      text/csv &&
    refused field 'line 1: id is there twice' $'id,amount,id\nno,1,\n' text/csv
}
is 'and CSV that is none, with its line'
many() { jq -nc "[range($1) | {id: \"no\(.)\", amount: 1}]"; }
{
  refused many 'record 1001' "$(many 1001)" && refused many '1000' '[]' &&
    refused many '1000' $'id,amount\n' text/csv
}
is 'and more records than may come at once, or none'

# To the ledger it would be another header, and the end of its run.
pid=$(ledger)
refused field 'make a header' '[{"id":"amount","amount":"1","account":"id"}]' &&
  refused field 'make a header' $'id,amount,time\namount,1,id\n' text/csv
is 'a record that reads like a header is refused'
[ "$(cut -d, -f 1 book/ledger.csv | tr '\n' ';')" = "$(cat ids)" ] &&
  [ "$(ledger)" = "$pid" ] && [ "$(records)" = 8 ]
is 'of what is refused at the door nothing is taken'

many 1000 | sed 's/"no/"m/g' >body
answers 200 '.accepted == 1000 and (.results | length) == 1000 and
  .results[999].balance == "1016.44"' "$(cat body)"
is 'a thousand come at once'
stop
is 'the server stops'
balsys-ledger --check book >checked 2>&1
is 'the book is whole'
[ "$(tail -n +2 book/ledger.csv | wc -l)" = 1008 ]
is 'with all that was accepted'

# The ledger stands still: what was put waits, and no more is taken than that.
serve book --in-flight 1000
kill -STOP "$(ledger)"
post "$(many 1000)" >waited &
waiting=$!
tries=0
until [ "$(curl -s "${url}metrics" |
    sed -n 's/^balsys_serve_records_in_flight //p')" = 1000 ]; do
  [ $((tries += 1)) -gt 1200 ] && echo 'not ok - records wait' && exit 1
  sleep 0.05
done
(mkdir -p other && cd other && answers 503 '.type == "/problems#busy"' "$first" &&
  grep -qi $'^Retry-After: 1\r$' head)
is 'where there is no room it is busy'
kill -CONT "$(ledger)"
wait $waiting && [ "$(cat waited)" = 200 ] &&
  jq -e '.accepted == 1000' answer >/dev/null
is 'what waited is answered'

if command -v node >/dev/null; then
  got=$(node "$TOP/tests/serve/bodies.mjs" "$url" 600) &&
    jq -e '.wrong == 0 and ."400" > 100 and ."201" + ."200" + ."409" + ."422" > 100' \
      <<<"$got" >/dev/null
  is 'what is JSON is what is JSON elsewhere'
else
  echo 'skip - what is JSON is what is JSON elsewhere: node is not there, see .ci/deps'
fi
stop

# A book of before, with fewer columns.
printf 'id,amount\na,1.00\n' | balsys-ledger --quiet --book old -
serve old
refused field 'no column account' '{"id":"b","amount":1,"account":"x"}' &&
  refused field 'record 2' '[{"id":"b","amount":1},{"id":"c"}]' &&
  refused field 'no column time' $'id,amount,time\nb,1,\nc,1,x\n' text/csv
is 'a book has no more columns than it has'
answers 201 '.balance == "3.00"' '{"id":"b","amount":2,"account":null}' &&
  answers 200 '.status == "duplicate"' '{"id":"a","amount":"1.00","time":""}'
is 'and takes what it has columns for'

stop
is 'the server stops in the end'
exit $status
