# What the endpoints of balsys-serve answer is what is in the book: against
# sqlite3 and awk on its files, and balsys-stats.
. "$TOP/tests/serve/serve.bash"
needs_serve 'endpoints of balsys-serve'
for program in jq sqlite3; do
  command -v $program >/dev/null && continue
  echo "skip - endpoints of balsys-serve: $program is not there, see .ci/deps"
  exit 0
done
type_json='Content-Type: application/json'
type_csv='Content-Type: text/csv'

begin --book book --currency GBP --window 500
[ "$(code /account/balance)" = 200 ] && jq -e '. == {balance: "0.00",
  currency: "GBP", account: null, accounts: 0, records: 0, time: null}' \
  answer >/dev/null
is 'an empty book has a balance of nothing'
[ "$(code /transactions/history)" = 200 ] && jq -e '. == {transactions: [],
  count: 0, after: null, next: null}' answer >/dev/null
is 'and no history'
[ "$(code '/audit/batches')" = 200 ] && jq -e '.batches == [] and .count == 0 and
  .more == false' answer >/dev/null
is 'and no batches'

# Times in no order, some not there; accounts and ids that a URL has to escape.
awk 'BEGIN {
  srand(3)
  n = split("main|a b|50% & more|é/ü?#+|", name, "|")
  for (part = 1; part <= 4; part++) {
    file = "part" part ".csv"
    print "id,time,account,amount" >file
    for (i = 1; i <= 900; i++)
      printf "%s-%d/%d+ü,%s,%s,%s%d.%02d\n", i % 7 == 0 ? "a&b=c" : "r", part, i,
        i % 5 == 0 ? "" : sprintf("2026-11-%02dT%02d:%02d:%02d.%06dZ",
          1 + int(rand() * 28), int(rand() * 24), int(rand() * 60),
          int(rand() * 60), int(rand() * 3) * 250000),
        name[1 + i % n], rand() < 0.4 ? "-" : "", int(rand() * 9000),
        int(rand() * 100) >file
  }
}'
taken=0
for part in part?.csv; do
  [ "$(code /transactions/submit -H "$type_csv" --data-binary @$part)" = 200 ] &&
    taken=$((taken + $(jq .accepted answer)))
done
[ $taken -eq 3600 ]
is 'records are taken'
has_windows() {
  [ "$(code /audit/summary)" = 200 ] && [ "$(jq .windows.count answer)" = "$1" ]
}
until_so has_windows 7

sqlite3 -bail t.db '.import --csv book/ledger.csv ledger' '
  CREATE TABLE t AS SELECT rowid n, id, account, amount, balance,
    nullif(time, "") time, nullif(received, "") received,
    CAST(replace(amount, ".", "") AS INTEGER) cents,
    CASE time WHEN "" THEN received ELSE time END moment FROM ledger' || exit
query() { sqlite3 -bail t.db "$@"; }
[ "$(query 'SELECT count(*) FROM t')" = 3600 ] || exit

# Balances.
[ "$(code /account/balance)" = 200 ] &&
  [ "$(jq -r '"\(.balance | sub("[.]"; ""))|\(.records)|\(.accounts)|\(.time)"' answer)" = \
    "$(query 'SELECT sum(cents), count(*), count(DISTINCT account),
      (SELECT moment FROM t ORDER BY n DESC LIMIT 1) FROM t')" ]
is 'the balance is the sum of all amounts'
query 'SELECT DISTINCT account FROM t' >accounts
while IFS= read -r account; do
  [ "$(code /account/balance -G --data-urlencode "account=$account")" = 200 ] &&
    [ "$(jq -r '"\(.account)|\(.balance)|\(.records)|\(.accounts)"' answer)" = \
      "$(query "SELECT account, (SELECT balance FROM t WHERE account = '$account'
        ORDER BY n DESC LIMIT 1), count(*), 1 FROM t WHERE account = '$account'")" ]
  is "the balance of \"$account\" is that behind its last record"
done <accounts

# Pages of history: pages OPTION OF CURL ...; ids in their order.
pages() {
  local next
  : >ids
  [ "$(code /transactions/history -G "$@")" = 200 ] || return
  while :; do
    jq -r '.transactions[].id' answer >>ids
    jq -e '.count == (.transactions | length) and (.after == null) == (.next == null)' \
      answer >said || return
    next=$(jq -r '.next // ""' answer)
    [ -n "$next" ] || return 0
    [ "$(code "$next")" = 200 ] || return
  done
}
# is_history NAME WHERE OPTION OF CURL ...
is_history() {
  pages "${@:3}" && query "SELECT id FROM t WHERE $2 ORDER BY n" | cmp - ids
  is "$1"
}
is_history 'history is the book, in its order' 1
is_history 'in pages of 7' 'n <= 3600' -d limit=7
is_history 'in one of 1,000 and more' 1 -d limit=1000
start=2026-11-05T00:00:00Z end=2026-11-09T12:00:00Z
is_history 'from a time on' "moment >= '${start%Z}.000000Z'" -d start=$start
is_history 'up to a time' "moment <= '${end%Z}.000000Z'" -d end=$end -d limit=100
is_history 'between two' "moment BETWEEN '${start%Z}.000000Z' AND '${end%Z}.000000Z'" \
  -d start=$start -d end=$end -d limit=33
moment=$(query 'SELECT time FROM t WHERE time IS NOT NULL ORDER BY n LIMIT 1 OFFSET 700')
is_history 'at one moment, which is within its range' "moment = '$moment'" \
  -d "start=$moment" -d "end=$moment"
is_history 'by another clock' "moment >= '2026-11-19T23:30:00.000000Z'" \
  --data-urlencode start=2026-11-20T01:30:00+02:00
is_history 'of what has no time, by when it was received' 'time IS NULL' \
  --data-urlencode "start=$(query "SELECT min(received) FROM t")" \
  --data-urlencode "end=$(query "SELECT max(received) FROM t")"
while IFS= read -r account; do
  is_history "of \"$account\", in pages of 50" "account = '$account'" \
    --data-urlencode "account=$account" -d limit=50
done <accounts
is_history 'of an account, between two times' \
  "account = '50% & more' AND moment BETWEEN '${start%Z}.000000Z' AND '${end%Z}.000000Z'" \
  --data-urlencode 'account=50% & more' -d start=$start -d end=$end -d limit=3
[ "$(code '/transactions/history?limit=1000')" = 200 ] &&
  jq -r '.transactions[] | [.id, .time // "", .account, .amount, .balance,
    .received // ""] | join("|")' answer >got &&
  query 'SELECT id, time, account, amount, balance, received FROM t
    ORDER BY n LIMIT 1000' | cmp - got
is 'each has all that the book has'

# Figures.
balsys-stats --format json --currency GBP book >stats &&
  [ "$(code /audit/stats)" = 200 ] && cmp stats answer
is '/audit/stats is what balsys-stats says, byte for byte'
[ "$(code /audit/summary)" = 200 ] && jq -r '[.records, .credits.count,
  .debits.count, .accounts] + ([.credits.sum, .debits.sum, .net, .absolute,
  .balance] | map(sub("[.]"; ""))) | join("|")' answer >got &&
  query 'SELECT count(*), sum(cents >= 0), sum(cents < 0), count(DISTINCT account),
    sum(max(cents, 0)), sum(min(cents, 0)), sum(cents), sum(abs(cents)), sum(cents)
    FROM t' | diff - got >&2
is '/audit/summary has the sums of all amounts'
awk -F , 'NR > 1 { n++; records += $2; batches += $3; bound += $4
    proven += $3 == $4 }
  END { printf "%d %d %d %d %.4f\n", n, batches, bound, proven,
    int(records * 10000 / batches) / 10000 }' \
  <(awk -f "$TOP/tests/pick.awk" -v columns=window,count,batches,lower_bound \
    book/windows.csv) >wanted
jq -r '[.windows.count, .windows.batches, .windows.lower_bound, .windows.proven,
  .batch_records_mean] | join(" ")' answer >got
awk '{ printf "%d %d %d %d %.4f\n", $1, $2, $3, $4, $5 }' got | diff wanted - >&2
is 'and of all windows'

# Batches: by their lines in batches.csv.
sqlite3 -bail t.db '.import --csv book/batches.csv lines' '
  CREATE TABLE b AS SELECT CAST(window AS INTEGER) w, CAST(batch AS INTEGER) b,
    count(*) n, sum(abs(CAST(replace(amount, ".", "") AS INTEGER))) cents
  FROM lines GROUP BY 1, 2' || exit
for number in 1 4 7; do
  [ "$(code "/audit/batches?window=$number")" = 200 ] &&
    jq -r '.batches[] | [.window, .batch, .count, (.total | sub("[.]"; "")),
      (.fill * 1000000 | round)] | join("|")' answer >got &&
    query "SELECT w, b, n, cents, cents / 100 FROM b WHERE w = $number ORDER BY b" |
    diff - got >&2 && jq -e '.more == false' answer >/dev/null
  is "batches of window $number"
done
for limit in 1 5 1000; do
  [ "$(code "/audit/batches?limit=$limit")" = 200 ] &&
    jq -r '.batches[] | [.window, .batch, .count] | join("|")' answer >got &&
    query "SELECT w, b, n FROM b ORDER BY w DESC, b DESC LIMIT $limit" |
    diff - got >&2 && [ "$(jq .more answer)" = "$(query "SELECT CASE
      WHEN count(*) > $limit THEN 'true' ELSE 'false' END FROM b")" ]
  is "the latest $limit"
done

# A stream begins with the balance of the last minutes, and the state of all.
is_stream() {
  curl -s -N -m 10 "${url}events" | awk '{ print } /^event: state/ { getline; print
    exit }' >stream
  [ "$(grep -c '^event: ' stream)" = 2 ]
}
until_so is_stream
sed -n '2s/^data: //p' stream | jq -e '.points | length > 0 and
  all(length == 3)' >/dev/null && [ "$(sed -n 1p stream)" = 'event: history' ]
is 'a stream begins with what the balance was'
sed -n '5s/^data: //p' stream | jq -r '[(.balance | sub("[.]"; "")), .records,
  .windows.count, .windows.next.records, (.latest | length), .latest[0].id] |
  join("|")' >got
query 'SELECT sum(cents), count(*), 7, 100, 20, (SELECT id FROM t ORDER BY n DESC
  LIMIT 1) FROM t' | diff - got >&2
is 'and goes on with the state of all'

# Simulations: stopped, they can be started again, and repeat no ids.
[ "$(code /simulation/start -H "$type_json" -d '{"rate":1000}')" = 200 ] &&
  jq -e '.running and .rate == 1000' answer >/dev/null
is 'a simulation starts'
prefix=$(jq -r .prefix answer)
[ "$(code /simulation/start -H "$type_json" -d '{}')" = 409 ]
is 'a second one does not'
has_records() { [ "$(code /account/balance)" = 200 ] && [ "$(jq .records answer)" -ge "$1" ]; }
until_so has_records 3700
[ "$(code /simulation/stop -X POST)" = 200 ] && jq -e '.running | not' answer >/dev/null
is 'it stops'
made=$(jq .made answer)
[ "$(code /simulation/stop -X POST)" = 200 ]
is 'that it is stopped again does no harm'
[ "$(code /simulation/start -H "$type_json" \
  -d '{"transactionCount":30,"durationSeconds":0.05,"seed":9}')" = 200 ] &&
  jq -e --arg p "$prefix" '.prefix != $p and .transactionCount == 30 and
    .durationSeconds == 0.05 and .rate == 600' answer >/dev/null
is 'another one starts behind it'
until_so has_records $((3600 + made + 30))
jq -e ".records == $((3600 + made + 30))" answer >/dev/null
is 'and each record that was made is there'
is_over() { [ "$(code /audit/summary)" = 200 ] && [ "$(code /simulation/stop -X POST)" = 200 ]; }
until_so is_over
jq -e '.accepted == 30 and .made == 30' answer >/dev/null
is 'it ends by itself'
cut -d , -f 1 book/ledger.csv | grep -c "^$prefix" | grep -qx "$made"
is 'ids begin with what it said'
[ "$(code /simulation/start -H "$type_json" \
  -d '{"transactionCount":2,"durationSeconds":0.003}')" = 200 ] &&
  jq -e '.rate == 666.666667 and .failed == false' answer >/dev/null
is 'it tells the rate that the generator was given'
until_so is_over
[ "$(code /simulation/start -H "$type_json" -d '{"rate":1}')" = 200 ] &&
  kill -9 "$(ps -o pid=,comm= --ppid "$server" |
    awk '$2 == "balsys-gen" { print $1 }')"
has_failed() {
  [ "$(code /simulation/stop -X POST)" = 200 ] &&
    jq -e '.failed and (.running | not)' answer >/dev/null
}
until_so has_failed
is 'and that it was killed'

# Where balsys-ledger cannot be begun again it says so; balances are told still.
[ "$(code /audit/telemetry)" = 200 ] &&
  kill -9 "$(jq '.pipeline.children[0].pid' answer)" || exit
was_lost() {
  [ "$(code /audit/telemetry)" = 200 ] && jq -e '.pipeline.children[0] |
    .losses == 1 and .ended.signal == 9' answer >/dev/null
}
until_so was_lost
is 'telemetry says how it ended'
has_records $((3600 + made + 30))
is 'a balance is told all the while'
is_well() { [ "$(code /healthz)" = 200 ] && jq -e '.status == "ok"' answer >/dev/null; }
until_so is_well
is 'and all is well again'
end 'the server stops'
exit $status
