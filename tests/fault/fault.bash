# What the tests of faults share; each of them sources it.
#
#   TORTURE=quick   a share of everything, in seconds: as part of make check
#   TORTURE=full    all of it: make torture
#   REPORT=FILE     a line there for each row of the table of make torture
#
# Books are made in the current folder:
#
#   seed     a book that has an id and its options, and nothing was posted to
#   posted   one into which the ledger's inputs were posted, undisturbed
#   packed   the same, packed into batches
#
# A book that is begun with a copy of seed, and disturbed in any way, must end
# as these are.

TORTURE=${TORTURE:-quick}
FAULTS=$TOP/$BUILD/tests/fault
RANDOM=4711

# In memory, where there is such a place: what only waits for a disk would be
# most of the time.  What it leaves is taken away with the folder of the test.
in_memory() {
  local memory
  memory=$(mktemp -d /dev/shm/balsys-fault.XXXXXX 2>/dev/null) || return 0
  # shellcheck disable=SC2064 # this folder
  trap "rm -rf '$memory'" EXIT
  cd "$memory" || exit 70
}

quick() { [ "$TORTURE" = quick ]; }

# Many for make torture, few otherwise.
many() { if quick; then echo "$2"; else echo "$1"; fi; }

ok() { if [ "$1" -eq 0 ]; then echo "ok - $2"; else echo "not ok - $2"; fi; }

# Skip what is called so: there is no way to do it here.
skip() {
  echo "skip - $1: $2"
  [ -z "${REPORT-}" ] || printf '%s\t-\t-\t%s\n' "$1" "$2" >>"$REPORT"
}

# A row of the table: begin WHAT; judge STATUS HOW [TRIES] for each; finish.
begin() {
  what=$1 tried=0 survived=0 since=$EPOCHREALTIME
}
judge() {
  local tries=${3-1}
  [ "$1" -eq 0 ] || [ "$tries" -gt 0 ] || tries=1
  tried=$((tried + tries))
  if [ "$1" -eq 0 ]; then
    survived=$((survived + tries))
  elif [ $((tried - survived)) -le 5 ]; then
    echo "$what: $2" >&2
  fi
}
finish() {
  local micros=$((${EPOCHREALTIME/./} - ${since/./}))
  [ "$tried" -gt 0 ] && [ "$survived" -eq "$tried" ]
  ok $? "$what: $survived of $tried"
  [ -z "${REPORT-}" ] || printf '%s\t%d\t%d\t%d.%d s\n' "$what" "$tried" \
    "$survived" $((micros / 1000000)) $((micros / 100000 % 10)) >>"$REPORT"
}

# Until a command says yes, for some seconds.
wait_for() {
  local _
  for _ in $(seq 250); do
    "$@" >/dev/null 2>&1 && return
    sleep 0.02
  done
  echo "waited in vain for: $*" >&2
}

# The command has no such option in this version.
lacks() { ! "$1" --help | grep -q -- "$2"; }
needs_books() {
  case $BUILD in
  *san*) echo 'what is loaded before others is in the way of sanitizers'
    exit 77 ;;
  esac
  if lacks balsys-ledger --book || lacks balsys-batch --book; then
    echo 'there are no books yet'
    exit 77
  fi
}

# records N SEED: of every kind that a ledger accepts, refuses or drops.
records() {
  awk -v n="$1" -v x="$2" '
    function random(n) { x = x * 16807 % 2147483647; return x % n }
    function line(id, account, amount) {
      return id ",2026-11-22T06:50:00Z," account "," amount ",n" i
    }
    function cents(most) {
      return sprintf("%s%d.%02d", random(2) ? "-" : "", random(most),
        random(100))
    }
    function odd(kind) {
      if (kind == 0) return line("bad" i, "a1", "12.345")
      if (kind == 1) return line("", "a1", "1.00")
      if (kind == 2) return line(i, "a1", "1.00") ",one,more"
      if (kind == 3) return "q" i ",,a1,1.00,\"no end"
      if (kind == 4) return "t" i ",yesterday,a1,1.00,"
      if (kind == 5) return ""
      if (kind == 6) return "z" i ",,a1,1.00,a\001b"
      if (kind == 7) return line("l" i, "limited", "100.01")
      if (kind == 8) return line("p" i, "poor", "-900000.00")
      if (kind == 9) return line("x" i, "rich", "92233720368547758.07")
      if (kind == 10) return line("k" 1 + random(5), "a1", "1.00")
      if (kind == 11) return line("o" i, "a2", 1000001 + random(9) ".00")
      if (kind == 12) return "q" i ",,a3,1.00,\"a, b and \"\"c\"\"\""
    }
    BEGIN {
      print "id,time,account,amount,note"
      for (i = 1; i <= n; i++) {
        kind = random(10)
        if (kind == 0 && i > 1)
          print kept[1 + random(i - 1)]
        else if (kind == 1 && i > 1)
          print line(1 + random(i - 1), "a1", "0.01")
        else if (kind == 2)
          print kept[i] = odd(random(13))
        else
          print kept[i] = line(i, "a" random(9), cents(400000))
        if (kept[i] == "")
          kept[i] = line(i, "a1", "5.00")
      }
    }' | tr '\001' '\0'
}

# Inputs for post(), of $1 records: the second has some of the first again.  Many
# have $2 bytes more, so that few make a book that is worth a checkpoint.
make_inputs() {
  local more
  printf '%s\n' account,balance a1,100000.00 limited,7.00 >opening.csv
  printf '%s\n' account,min_balance,max_amount limited,,100.00 poor,0.00, \
    >limits.csv
  printf '%s\n' id,time,account,amount k1,,a1,1.00 \
    k2,2026-11-22T06:50:00Z,a1,1.00 k3,,a1,2.00 >known.csv
  more=$(printf "%${2-0}s" '' | tr ' ' x)
  records "$1" 17 | sed "s/,n[0-9]*\$/&$more/" >all.csv
  head -n $(($1 * 6 / 10)) all.csv >first.csv
  { head -n 1 all.csv; tail -n $(($1 * 7 / 10)) all.csv; } >second.csv
}

# post BOOK and pack BOOK: what is disturbed.  "with" is an array of words that
# run a command; status, out and err are what came of it.
declare -A called=([post]=ledger [pack]=batch)
with=()
posting=(--opening opening.csv --limits limits.csv --known known.csv first.csv
  second.csv)
packing=(--window 20 --method bfd)
post() {
  "${with[@]}" balsys-ledger --book "$1" --tee --quiet "${posting[@]}" \
    >out 2>err
  status=$?
}
pack() {
  "${with[@]}" balsys-batch --book "$1" --tee --quiet "${packing[@]}" \
    --certificate "$1/certificates.csv" >out 2>err
  status=$?
}

# The book is as wanted, but for what is there only to begin faster.
same_books() { diff -rq -x '*.ckpt*' "$1" "$2" >differs 2>&1; }

# What was told is the beginning of a file.
begins() { [ ! -s "$1" ] || cmp -s -n "$(stat -c %s "$1")" "$1" "$2"; }

# begin_book BOOK FROM
begin_book() { rm -rf "$1" && cp -r "$2" "$1" && : >differs; }

# Run it without a fault: is the book then as wanted, and was all of it told?
completes() {
  with=()
  "$1" "$2"
  [ "$status" -le 1 ] && same_books "$3" "$2" && cmp -s out "$3.out"
}

# undisturbed DOES BOOK: as it should be; its output is kept beside.
undisturbed() {
  with=()
  "$1" "$2"
  if [ "$status" -gt 1 ] || [ -s err ]; then
    echo "not ok - $1, undisturbed: status $status"
    cat err >&2
    exit 1
  fi
  cp out "$2.out"
}

# What is there before anything is posted: the id, and what shapes the book.
make_seed() {
  local name
  rm -rf seed && mkdir seed
  for name in book opening.csv limits.csv known.csv; do
    [ ! -e posted/$name ] || cp posted/$name posted/$name.sum seed
  done
}

# What undisturbed runs make of the inputs, and seed.
make_books() {
  rm -rf seed posted packed
  undisturbed post posted
  make_seed
  cp -r posted packed
  undisturbed pack packed
}
