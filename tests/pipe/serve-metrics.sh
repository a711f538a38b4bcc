# /metrics of balsys-serve is what Prometheus takes, and says what the answers in
# JSON say.
. "$TOP/tests/serve/serve.bash"
needs_serve 'metrics of balsys-serve'
PATH=$PATH:$TOP/build/tools/usr/bin

begin --book book --currency GBP --window 100
curl -s "${url}metrics" >first.prom
balsys-gen --no-wait --count 950 --seed 5 >gen.csv
curl -s -H 'Content-Type: text/csv' --data-binary @gen.csv \
  "${url}transactions/submit" >said
{ echo id,account,amount; echo x,main,1.234; head -n 2 gen.csv | cut -d , -f 1 |
  sed '1d; s/$/,main,5.00/'; } >bad.csv
curl -s -H 'Content-Type: text/csv' --data-binary @bad.csv \
  "${url}transactions/submit" >said
has_windows() {
  [ "$(curl -s "${url}audit/summary" | jq .windows.count)" = 9 ]
}
until_so has_windows
curl -s "${url}metrics" -D head >after.prom
grep -qix $'content-type: text/plain; version=0.0.4\r' head
is 'they are of the format that they say'
curl -s "${url}audit/summary" >summary
curl -s "${url}audit/telemetry" >telemetry

if command -v promtool >/dev/null; then
  for file in first after; do
    promtool check metrics <$file.prom >said 2>&1 && [ ! -s said ]
    is "promtool check metrics is content with what is told $file" || cat said >&2
  done
else
  echo 'skip - promtool check metrics: promtool is not there, see .ci/tools'
fi

# One sample each, by its name and labels.
value() { awk -v want="$1" '$1 == want { print $2 }' after.prom; }
# same SAMPLE FILE EXPRESSION: what jq finds there.
same() {
  local got wanted
  got=$(value "balsys_serve_$1") wanted=$(jq -r "$3" "$2")
  [ -n "$got" ] && [ "$got" = "$wanted" ]
  is "$1" || echo "$1 is $got, wanted $wanted" >&2
}
same 'book_balance{currency="GBP"}' summary .balance
same book_records summary .records
same book_accounts summary .accounts
same 'book_refused{reason="amount"}' summary .reasons.amount
same 'book_refused{reason="conflict"}' summary .reasons.conflict
same book_windows summary .windows.count
same book_windows_proven summary .windows.proven
same book_batches summary .windows.batches
same book_batches_lower_bound summary .windows.lower_bound
same 'records_decided_total{fate="accepted"}' summary .decided.accepted
same 'records_decided_total{fate="refused"}' summary .decided.refused
same records_put_total summary '[.decided[]] | add'
same submissions_total summary .submissions.requests
same submission_records_total summary .submissions.records
same durable_seconds_count summary .latency.durable.count
same window_seconds_count summary .latency.window.count
same pipeline_starts_total telemetry '.pipeline.children[0].starts'
same index_ledger_bytes telemetry .index.ledger_bytes
same 'build_info{version="0.1.0"}' telemetry 'if .version == "0.1.0" then 1 else 0 end'

# And these are what was put.
[ "$(jq -r '[.records, .refused, .windows.count, .windows.next.records,
  .decided.accepted, .decided.refused] | join(" ")' summary)" = '950 2 9 50 950 2' ]
is 'they count what was put'
awk -F , 'NR > 1 { sub(/\./, "", $4); sum += $4 } END { printf "%d\n", sum }' \
  gen.csv >cents
[ "$(value 'balsys_serve_book_balance{currency="GBP"}' | tr -d .)" = "$(cat cents)" ]
is 'the balance is the sum of all amounts'
# The mean of all delays is their sum by their count, to a microsecond.
jq -e --arg sum "$(value balsys_serve_durable_seconds_sum)" '.latency.durable |
  (.mean * .count - ($sum | tonumber) | fabs) <= .count * 0.000001 and
  .p50 <= .p95 and .p95 <= .p99 and .p99 <= .max' summary >/dev/null
is 'sums and quantiles go together'
end 'the server stops'
exit $status
