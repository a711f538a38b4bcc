# Metrics are what Prometheus takes: promtool has no word against them, and
# node_exporter serves every one as it was written, awkward names included.
status=0
# A line for the result of the command before.
is() {
  if [ $? -eq 0 ]; then echo "ok - $1"; else echo "not ok - $1" && status=1; fi
}
PATH=$PATH:$TOP/build/tools/usr/bin
lacks() {
  if command -v "$1" >/dev/null; then return 1; fi
  echo "skip - $2: $1 is not there, see .ci/tools"
}

# Names that have to be escaped; two that look the same once what is no text in
# them is replaced; none at all.
awk 'BEGIN {
  n = split("plain|\"a \"\"b\"\"\"|back\\slash|\\n|\"{x=\"\"1\"\",}\"|é|caf\351|caf\350|\377||tab\there", name, "|")
  print "id,time,account,amount"
  for (i = 1; i <= 2400; i++)
    printf "%d,2026-11-%02dT%02d:%02d:00.250000Z,%s,%s%d.%02d\n", i,
      1 + i / 100, i / 100 % 24, i % 60, name[i % n + 1],
      i % 3 == 0 ? "-" : "", i * 7919 % 500000, i % 100
}' >plain.csv
balsys-ledger --book book plain.csv && balsys-batch --book book --at-end hold &&
  balsys-ledger plain.csv >ledger.csv && balsys-batch ledger.csv >batches.csv ||
  exit
# As many digits as a binary fraction holds always, both ways.
{
  echo id,amount,balance
  echo 1,4999999999999.99,9999999999999.99
  echo 2,-4999999999999.99,-9999999999999.99
} >large.csv
printf 'id,amount\n' >none.csv
printf 'id,amount\n1,x\n2,1,2\n3,1.234\n4,5\n' >bad.csv

mkdir prom
# What a command wrote, as a file of its own.
stats() {
  local name=$1
  shift
  balsys-stats -q --format prometheus "$@" >"prom/$name.prom"
  [ $? -le 1 ] || exit
}
stats whole --currency GBP batches.csv
stats account --currency GBP --by account ledger.csv
stats window --currency GBP --by window batches.csv
stats day --by day plain.csv
stats hour --by hour --zone Europe/London plain.csv
stats minute --by minute --top 20 plain.csv
stats large --currency GBP large.csv
stats none none.csv
stats none-by --by account none.csv
stats bad bad.csv
[ "$(cat prom/*.prom | grep -c '^balsys_stats_records')" -gt 50 ] || exit

if ! lacks promtool 'promtool check metrics'; then
  for file in prom/*.prom; do
    name=$(basename "$file" .prom)
    promtool check metrics <"$file" >said 2>&1 && [ ! -s said ]
    is "promtool check metrics is content with $name"
    cat said >&2
  done
  printf 'a_total{x="1"} 1\n# TYPE b counter\nb 1\n' |
    promtool check metrics >said 2>&1
  [ $? -ne 0 ] && [ -s said ]
  is 'promtool check metrics finds what is wrong'
fi

lacks prometheus-node-exporter 'node_exporter serves it' && exit $status

# Serve one file, and take what is served to served.
serve() {
  rm -rf folder log served && mkdir folder && cp "$1" folder/ || return
  # It looks for a port itself, and says which.
  prometheus-node-exporter --collector.disable-defaults --collector.textfile \
    --collector.textfile.directory=folder --web.listen-address=127.0.0.1:0 \
    >log 2>&1 &
  local pid=$! port='' tries=0
  while [ -z "$port" ] && [ $((tries += 1)) -le 600 ] && kill -0 $pid; do
    port=$(grep -o 'address=127\.0\.0\.1:[0-9]*' log 2>said | tail -n 1 |
      cut -d : -f 2)
    [ "$port" != 0 ] && [ -n "$port" ] || { port='' && sleep 0.1; }
  done
  [ -n "$port" ] && exec 3<>"/dev/tcp/127.0.0.1/$port" &&
    printf 'GET /metrics HTTP/1.0\r\n\r\n' >&3 && tr -d '\r' <&3 >served
  local got=$?
  exec 3<&-
  kill $pid
  wait $pid 2>/dev/null
  [ $got -eq 0 ] || { cat log >&2 && return 1; }
}

# Is every sample served, and nothing else?  node_exporter writes numbers in its
# own way: each must come back to all the digits that it was written with.
cat >same.awk <<'END'
function split_line(line) { match(line, / [^ ]*$/); return RSTART }
FNR == NR {
  at = split_line($0); want[substr($0, 1, at - 1)] = substr($0, at + 1)
  n++
  next
}
{
  at = split_line($0); key = substr($0, 1, at - 1); got = substr($0, at + 1)
  if (!(key in want)) { print "not written: " $0; bad = 1; next }
  text = want[key]; dot = index(text, ".")
  back = sprintf("%." (dot == 0 ? 0 : length(text) - dot) "f", got)
  if (back != text) { print "written " text ": " $0; bad = 1 }
  delete want[key]; n--
}
END { for (key in want) print "not served: " key; exit bad || n != 0 }
END

for file in prom/*.prom; do
  name=$(basename "$file" .prom)
  serve "$file" && grep -qx 'node_textfile_scrape_error 0' served
  is "node_exporter has read $name" || { cat log served >&2; continue; }
  grep '^balsys_' "$file" >written.samples
  grep '^balsys_' served >served.samples
  awk -f same.awk written.samples served.samples >&2
  is "it serves every sample of $name"
  grep '^# .* balsys_' "$file" | sort >written.families
  grep '^# .* balsys_' served | sort | diff written.families - >&2
  is "and every family"
done
exit $status
