# The units in examples/systemd: systemd has no word against them, calls them
# safe, and what the service runs needs nothing that they forbid.
if ! command -v systemd-analyze >/dev/null; then
  echo "systemd-analyze is not installed"
  exit 77
fi
status=0
# A line for the result of the command before.
is() {
  if [ $? -eq 0 ]; then echo "ok - $1"; else echo "not ok - $1" && status=1; fi
}
units=$TOP/examples/systemd
nightly=$units/balsys-nightly.service
serve=$units/balsys-serve.service

# Programs are where they were built.
sed "s,/usr/local/bin/balsys,$TOP/$BUILD/balsys," "$serve" >balsys-serve.service
systemd-analyze verify "$nightly" "$units/balsys-nightly.timer" >said 2>&1 &&
  systemd-analyze verify "$PWD/balsys-serve.service" >>said 2>&1
[ $? -eq 0 ] && [ ! -s said ] || { cat said >&2; false; }
is "systemd-analyze verify is content"

# In tenths: 20 is an exposure of 2.0.
for service in "$nightly" "$serve"; do
  systemd-analyze security --offline=true --threshold=19 "$service" >said 2>&1 ||
    { tail -n 2 said >&2; false; }
  is "the exposure of ${service##*/} is under 2.0"
done

# The program that a service runs.
command_of() {
  awk '/^ExecStart=/ { on = 1; sub(/^ExecStart=/, "") }
    on { more = sub(/\\$/, ""); line = line $0; if (!more) exit }
    END { print line }' "$1"
}

# Which system calls may it make?  Sets are taken apart until none is left.
expand() {
  systemd-analyze syscall-filter "$1" | sed -e 1d -e 's/^ *//' -e '/^#/d' |
    while read -r name; do
      case $name in @*) expand "$name" ;; *) echo "$name" ;; esac
    done
}
# allowed SERVICE
allowed() {
  sed -n 's/^SystemCallFilter=~//p' "$1" | tr ' ' '\n' |
    while read -r set; do expand "$set"; done | sort -u >forbidden
  sed -n 's/^SystemCallFilter=@/@/p' "$1" |
    while read -r set; do expand "$set"; done | sort -u |
    comm -23 - forbidden
}
# makes_only_allowed SERVICE CALLS...
makes_only_allowed() {
  allowed "$1" >allowed
  shift
  cat "$@" | sed -n 's/^[0-9]* *\([a-z0-9_]*\)(.*/\1/p' | sort -u |
    comm -23 - allowed | { ! grep . >&2; }
}
can_trace() { strace -f -o calls true 2>strace.err; }

# The nightly one, with the folders that systemd would give it, where this
# machine may have them.
command_of "$nightly" |
  sed -e "s,/usr/local/bin/nightly-book.sh,$TOP/examples/nightly-book.sh," \
    -e 's,/srv/balsys/inbox,inbox,' >command
mkdir inbox state
printf 'id,account,amount\n1,shop,120.00\n2,till,-20.00\n' >inbox/monday.csv
printf 'id,account,amount\n3,shop,1.O0\n' | gzip >inbox/tuesday.csv.gz
export STATE_DIRECTORY=$PWD/state
bash command >out 2>err
[ $? -eq 1 ] && [ ! -s out ]
is "the first night ends with 1, because of what is refused"
bash command >out 2>err || { cat err >&2; false; }
is "the second night has no news"
[ "$(wc -l <state/main/ledger.csv) $(wc -l <state/main/rejects.csv)" = "3 2" ]
is "the book is in the state directory"

what="no system call is forbidden"
if can_trace; then
  rm -r state/main
  strace -f -o calls bash command >out 2>err
  strace -f -o more bash command >out 2>err
  makes_only_allowed "$nightly" calls more
  is "$what"
else
  echo "skip - $what: strace does not run"
fi

# The server, at any port: a simulation, a record, the page, and the end.
what="no system call of balsys-serve is forbidden"
if ! can_trace; then
  echo "skip - $what: strace does not run"
elif ! command -v curl >/dev/null ||
    ! pkg-config --exists libmicrohttpd jansson; then
  echo "skip - $what: no curl, or it is built without libmicrohttpd or jansson"
else
  rm -r state/main
  command_of "$serve" |
    sed -e 's,/usr/local/bin/,exec strace -f -o calls ,' -e 's/:8080/:0/' >command
  bash command >address 2>err &
  server=$!
  for _ in $(seq 1000); do
    read -r base <address &&
      curl -sf -o answer "${base}account/balance" && break
    sleep 0.05
  done
  for path in '' healthz metrics audit/summary 'transactions/history?limit=2'; do
    curl -sf -o answer "$base$path" || echo "no answer: $path" >&2
  done
  curl -sf -o answer -H 'Content-Type: application/json' \
    -d '{"id":"one","amount":"1.00"}' "${base}transactions/submit" &&
    curl -sf -o answer -H 'Content-Type: application/json' \
      -d '{"rate":100}' "${base}simulation/start" &&
    { timeout 2 curl -sN -o answer "${base}events"; grep -q '^event' answer; }
  is "balsys-serve runs as its unit says"
  pkill -TERM -P "$server" -x balsys-serve
  wait "$server"
  makes_only_allowed "$serve" calls
  is "$what"
  grep -q '^one,' state/main/ledger.csv
  is "its book is in the state directory"
fi
exit $status
