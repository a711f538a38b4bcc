# What the tests of balsys-serve under faults share; each sources it behind
# fault.bash.
#
# The server is balsys-serve; server is its process, "address" the file with
# the line that it prints first, which clients read whenever they connect, and
# "said" what all of them said on standard error.

CLIENTS=$TOP/$BUILD/tests/serve

# It is built where libmicrohttpd and jansson are.
needs_serve() {
  local missing
  for missing in curl pgrep; do
    command -v $missing >/dev/null && continue
    echo "$missing is not installed"
    exit 77
  done
  if ! pkg-config --exists libmicrohttpd jansson; then
    echo 'built without libmicrohttpd or jansson'
    exit 77
  fi
}

# Whatever happens, nothing that was begun here stays.
trap 'leave' EXIT
server= submitter= attacker=
leave() {
  local pid
  for pid in $submitter $attacker $server; do
    [ "$pid" = "$server" ] && children >left && xargs -r kill -9 <left
    kill -9 "$pid" 2>>left
  done
  wait 2>>left
}

# begin_server BOOK [OPTION ...]; serve is the program.
serve=balsys-serve
begin_server() {
  : >address
  "$serve" --book "$1" --listen 127.0.0.1:0 "${@:2}" >address 2>>said 3>&- &
  server=$!
}
has_address() { grep -q '^http://127.0.0.1:[0-9]*/$' address; }
wait_address() { wait_long has_address; }

# Until a command says yes, for a minute, as others may have the machine; and
# then there is no use in going on.
wait_long() {
  local until=$((SECONDS + 60))
  while [ $SECONDS -lt $until ]; do
    "$@" >/dev/null 2>&1 && return
    sleep 0.05
  done
  echo "waited in vain for: $*; $(tail -n 2 said)" >&2
  echo "not ok - $what: waited in vain"
  exit 1
}

# ask PATH [OPTION OF CURL ...]: the answer is in "answer", its status, or 000,
# is printed.
ask() {
  local base
  read -r base <address
  curl -s -m 10 -o answer -w '%{http_code}' "${@:2}" "${base%/}$1"
}
is_answered() { [ "$(ask "${@:2}")" = "$1" ]; }

# submit ID AMOUNT: the status.
submit() {
  ask /transactions/submit -D head -H 'Content-Type: application/json' \
    -d "{\"id\":\"$1\",\"account\":\"a1\",\"amount\":\"$2\"}"
}

child() { pgrep -P "$server" -x "balsys-$1"; }
children() { child ledger; child batch; }

# The child runs, and is not process $2, which was it before.
has_new() {
  local pid
  pid=$(child "$1") && [ -n "$pid" ] && [ "$pid" != "$2" ]
}

# begin_submitter [OPTION ...]: what it is told is in "told", how it went in
# "went".
begin_submitter() {
  "$CLIENTS/submitter" "$@" -o told address >went 2>>said 3>&- &
  submitter=$!
}

# It begins nothing any more, and is answered all that it asked.
end_submitter() {
  kill "$submitter" 2>>left
  wait "$submitter"
  status=$?
  submitter=
  [ $status -eq 0 ] && [ "$(figure open)" = 0 ]
}
figure() { awk -F , -v name="$1" '$1 == name { print $2 }' went; }

# told_more THAN: more is told than so many records.
count_told() { if [ -e told ]; then wc -l <told; else echo 0; fi; }
told_more() { [ "$(count_told)" -gt "$1" ]; }

# Told to end, it does, by that signal, and its children have before: else they
# are in "behind".
end_server() {
  local pids
  pids=$(children)
  kill "$server"
  wait "$server"
  status=$?
  server=
  behind=$(for pid in $pids; do kill -0 "$pid" 2>>left && echo "$pid"; done)
  [ $status -eq 143 ] && [ -z "$behind" ]
}

# is_kept BOOK: what was told is so.  Each record is in the ledger once, or not
# at all; one that was accepted or is a duplicate is there, with its amount and
# the balance that was told; one that is refused is not, but among the rejects;
# only what was sent again is a duplicate; and nothing was told twice.
is_kept() {
  awk -v columns=id,amount,balance -f "$TOP/tests/pick.awk" \
    "$1/ledger.csv" >posted
  # The last field is the record, whose first is the id.
  sed -n 's/.*,"\([^",]*\),[^"]*"$/\1/p' "$1/rejects.csv" >rejected
  awk -F , '
    function wrong(why) { if (++wrongs <= 5) print why ": " $0 }
    FILENAME == "posted" {
      if (posted[$1]++) wrong("twice in the ledger")
      amount[$1] = $2
      balance[$1] = $3
    }
    FILENAME == "rejected" { rejected[$1]++ }
    FILENAME == "told" {
      n++
      if (told[$1]++) wrong("told twice")
      if ($2 == "refused") {
        if ($1 in posted) wrong("refused, and in the ledger")
        if (!rejected[$1]) wrong("not among the rejects")
        if (rejected[$1] > $3) wrong("more often a reject than sent")
        next
      }
      if (!($1 in posted)) wrong("lost")
      else if (amount[$1] != $4) wrong("another amount: " amount[$1])
      if ($2 == "accepted" && balance[$1] != $5)
        wrong("another balance: " balance[$1])
      if ($2 == "duplicate" && $3 < 2) wrong("a duplicate of nothing")
    }
    END {
      if (!n) print "nothing was told"
      exit wrongs > 0 || !n
    }' posted rejected told >differs &&
    balsys-ledger --check "$1" >>differs 2>&1 &&
    balsys-batch --check "$1" >>differs 2>&1
}
