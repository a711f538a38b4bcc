# An open quote at the start or the end of a large file costs its own line and
# about 2 MiB of memory, whatever is behind it.
case $BUILD in *san*) echo 'sanitizers need memory of their own'; exit 77 ;; esac
set -eu -o pipefail

# The most memory that an import of standard input has had, in KiB: looked up
# while it waits for an end that does not come before.
most_memory() {
  mkfifo in
  balsys-import --quiet --id id --amount amount --rejects rejects.csv \
    <in >out.csv &
  local pid=$!
  exec 9>in
  cat >&9
  # All is read when the last record is out.
  for _ in $(seq 500); do
    if tail -n 1 out.csv | grep -q '^last,'; then break; fi
    sleep 0.01
  done
  awk '/^VmHWM/ { print $2 }' "/proc/$pid/status"
  exec 9>&-
  wait $pid || true
  rm in
}

lines=2000000
payments() { yes '3,4.00' | head -n $lines; }
header='id,amount\n1,5.00\n'

small=$(printf "$header"'last,1\n' | most_memory)
start=$({ printf "$header"'2,"open\n'; payments; printf 'last,1\n'; } |
  most_memory)
[ "$(wc -l <out.csv)" -eq $((lines + 3)) ]
[ "$(wc -l <rejects.csv)" -eq 2 ]
grep -q ',3,quote,"a quote is not closed in .*,"2,""open"$' rejects.csv
end=$({ printf "$header"; payments; printf '2,"open\n'
  yes 3,4.00 | head -n 170000; printf 'last,1\n'; } | most_memory)
[ "$(wc -l <out.csv)" -eq $((lines + 170003)) ]
[ "$start" -lt $((small + 2048)) ]
[ "$end" -lt $((small + 2048)) ]

# At the very end there is nothing to join.
status=0
{ printf "$header"'2,"open\n'; } |
  balsys-import --id id --amount amount >out.csv 2>messages || status=$?
[ $status -eq 1 ]
grep -q ':3: a quote is not closed' messages
[ "$(wc -l <out.csv)" -eq 2 ]
