# Check what balsys-batch --certificate wrote, without balsys:
#
#   awk -f examples/check-certificate.awk certificate.csv
#
# In every window each record is in one batch, no batch is empty or over the
# cap, and name and parameter of the bound prove it, as balsys-batch(1) tells.
# Bounds that cannot be checked here are counted.  The status is 1 if anything
# is wrong, and 2 if the 53 bits that awk has are not enough to say.
BEGIN { FS = "," }

# Whole numbers: a over b, rounded down.
function over(a, b) { return (a - a % b) / b }

function wrong(what) { print "window " window ": " what; bad = 1 }

function refuse(what) { print what; exit status = 2 }

# What an amount counts: those that fit into a batch come to worth(cap) at most.
function worth(w,    times, left) {
  if (bound == "L2")
    return w > cap - k ? cap : w < k ? 0 : w
  if (bound == "FS1") {
    times = (k + 1) * w
    return over(times, cap) * (times % cap == 0 ? k : k + 1)
  }
  if (bound == "CCM1")
    return 2 * w > cap ? 2 * (over(cap, k) - over(cap - w, k)) : \
      2 * w == cap ? over(cap, k) : 2 * over(w, k)
  if (bound == "BJ1") {
    left = w % k - cap % k
    return over(w, k) * (k - cap % k) + (left > 0 ? left : 0)
  }
  return w
}

function begin() {
  if ($1 != window + 1) wrong("behind it comes " $1)
  window = $1; count = $2; cap = $3; batches = $4
  lower = $5; bound = $6; k = $7
  split("", load)
  sum = records = used = 0
  checked = bound ~ /^(L1|L2|FS1|CCM1|BJ1)$/
  if (checked && (k < (bound !~ /L/) || bound ~ /L2|CC/ && 2 * k > cap || \
      bound == "BJ1" && k > cap)) {
    wrong("a parameter of " bound " is not " k)
    k = 1
  }
}

function finish() {
  if ((bound == "FS1" ? (k + 1) * (k + cap) : 2 * cap) * records > \
      9007199254740992)
    refuse("window " window ": its numbers are too large for 53 bits")
  for (b in load)
    if (load[b] > cap) wrong("batch " b " holds " load[b] ", over " cap)
  if (records != count) wrong(records " records are there, not " count)
  if (used != batches) wrong(used " batches are used, not " batches)
  if (lower > batches) wrong("a bound of " lower " with " batches " batches")
  proves = over(sum + worth(cap) - 1, worth(cap))
  if (proves < 1) proves = 1
  if (checked && lower > proves)
    wrong(bound " proves " proves ", not " lower)
  if (!checked && !index(" L3 STAIRS CG search ", " " bound " "))
    wrong("no bound is called " bound)
  of[checked ? "checked" : bound]++
}

# What is said of the whole window is the same in each of its lines.
{ said = $1 FS $2 FS $3 FS $4 FS $5 FS $6 FS $7 }
NR == 1 {
  if (said FS $8 FS $9 != "window,count,cap,batches,lower_bound,bound," \
      "parameter,amount,batch")
    refuse("this is no certificate")
  next
}
$1 FS $2 FS $3 FS $4 FS $5 FS $7 FS $8 FS $9 !~ \
    /^([1-9][0-9]*,)+[0-9]+,[0-9]+,[0-9]+$/ {
  refuse("line " NR ": not every number is one")
}
{
  if (said != head) {
    if (head) finish()
    begin()
    head = said
  }
  records++
  if ($9 < 1 || $9 > batches) wrong("record " records " is in no batch")
  used += !($9 in load)
  load[$9] += $8
  sum += worth($8)
}

END {
  if (!status && head) finish()
  if (status) exit status
  printf "%d windows: %d bounds checked", window, of["checked"]
  printf "; not checked: L3 %d, STAIRS %d, CG %d, search %d\n", \
    of["L3"], of["STAIRS"], of["CG"], of["search"]
  exit bad
}
