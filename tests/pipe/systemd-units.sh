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
service=$units/balsys-nightly.service

systemd-analyze verify "$service" "$units/balsys-nightly.timer" >said 2>&1 &&
  ! grep . said >&2
is "systemd-analyze verify is content"

# In tenths: 20 is an exposure of 2.0.
systemd-analyze security --offline=true --threshold=19 "$service" >said 2>&1 ||
  { tail -n 2 said >&2; false; }
is "its exposure is under 2.0"

# The program that the service runs, with the folders that systemd would give
# it, where this machine may have them.
awk '/^ExecStart=/ { on = 1; sub(/^ExecStart=/, "") }
  on { more = sub(/\\$/, ""); line = line $0; if (!more) exit }
  END { print line }' "$service" |
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

# Which system calls may it make?  Sets are taken apart until none is left.
expand() {
  systemd-analyze syscall-filter "$1" | sed -e 1d -e 's/^ *//' -e '/^#/d' |
    while read -r name; do
      case $name in @*) expand "$name" ;; *) echo "$name" ;; esac
    done
}
if ! strace -f -o calls true 2>strace.err; then
  echo "skip - no system call is forbidden: strace does not run"
  exit $status
fi
sed -n 's/^SystemCallFilter=~//p' "$service" | tr ' ' '\n' |
  while read -r set; do expand "$set"; done | sort -u >forbidden
sed -n 's/^SystemCallFilter=@/@/p' "$service" |
  while read -r set; do expand "$set"; done | sort -u |
  comm -23 - forbidden >allowed
rm -r state/main
strace -f -o calls bash command >out 2>err
strace -f -o more bash command >out 2>err
sed -n 's/^[0-9]* *\([a-z0-9_]*\)(.*/\1/p' calls more | sort -u |
  comm -23 - allowed | { ! grep . >&2; }
is "no system call is forbidden"
exit $status
