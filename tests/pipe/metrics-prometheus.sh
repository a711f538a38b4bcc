# Metrics, figures and what --metrics keeps of a run, are what Prometheus takes:
# promtool has no word against them, and node_exporter serves every one as it was
# written, awkward names included.
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
mkdir prom
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
stats book book

# What every command says of its run, refusals and a submission included.
balsys-gen --no-wait --count 2500 --metrics prom/run-gen.prom >gen.csv || exit
sed '1s/^id/number/' gen.csv |
  balsys-import --id number --amount amount --metrics prom/run-import.prom >/dev/null || exit
{ cat gen.csv && printf 'x,2026-11-22T06:50:00Z,a,1.234\ny,,a\n'; } |
  balsys-ledger -q --metrics prom/run-ledger.prom >/dev/null
[ $? -eq 1 ] || exit
balsys-batch -q --submit 'cat >/dev/null' --metrics prom/run-batch.prom gen.csv \
  >/dev/null || exit
balsys-stats --metrics prom/run-stats.prom gen.csv >/dev/null || exit
[ "$(ls prom | wc -l)" -eq 16 ] || exit
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

# Serve these files, and take what is served to served.
serve() {
  rm -rf folder log served && mkdir folder && cp "$@" folder/ || return
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

# Is every sample served, and nothing else?  node_exporter puts labels in order,
# and writes numbers in its own way: each must come back to all the digits that
# it was written with.
cat >same.awk <<'END'
function key_of(line,   key, label, n, i, k, swap) {
  match(line, /^[a-z_]+/)
  key = substr(line, 1, RLENGTH)
  line = substr(line, RLENGTH + 1)
  while (match(line, /^[{,][a-z_]+="([^"\\]|\\.)*"/)) {
    label[++n] = substr(line, 2, RLENGTH - 1)
    line = substr(line, RLENGTH + 1)
    for (i = n; i > 1 && label[i - 1] > label[i]; i--) {
      swap = label[i]; label[i] = label[i - 1]; label[i - 1] = swap
    }
  }
  for (k = 1; k <= n; k++)
    key = key " " label[k]
  sub(/^}/, "", line)
  value = substr(line, 2)
  return key
}
FNR == NR { key = key_of($0); want[key] = value; n++; next }
{
  key = key_of($0)
  if (!(key in want)) { print "not written: " $0; bad = 1; next }
  text = want[key]; dot = index(text, ".")
  back = sprintf("%." (dot == 0 ? 0 : length(text) - dot) "f", value)
  if (back != text) { print "written " text ": " $0; bad = 1 }
  delete want[key]; n--
}
END { for (key in want) print "not served: " key; exit bad || n != 0 }
END

# All that is in these files, and nothing else, as it was written.
all_of() {
  local name=$1
  shift
  serve "$@" && grep -qx 'node_textfile_scrape_error 0' served
  is "node_exporter has read $name" || { cat log served >&2; return 1; }
  cat "$@" | grep '^balsys_' >written.samples
  grep '^balsys_' served >served.samples
  awk -f same.awk written.samples served.samples >said
  is "it serves every sample of $name"
  head -n 5 said >&2
  cat "$@" | grep '^# .* balsys_' | sort -u >written.families
  grep '^# .* balsys_' served | sort | diff written.families - >&2
  is "and every family of $name"
}
for file in prom/*.prom; do
  all_of "$(basename "$file" .prom)" "$file"
done
# What is scraped is a folder.
all_of 'all runs, the whole and accounts' prom/run-*.prom prom/whole.prom \
  prom/account.prom
exit $status
