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

# What an amount counts, so that what fits into a batch counts at most "most".
function worth(w) {
  if (bound == "L2" || bound == "FS2")
    return w > cap - k ? cap : w < k ? 0 : w
  if (bound == "FS1")
    return (k + 1) * w % cap == 0 ? k * w : over((k + 1) * w, cap) * cap
  if (bound == "FS3")
    return 2 * w > cap ? most - over(cap - w, k) : w < k ? 0 : 1
  if (bound == "CCM1")
    return 2 * w > cap ? most - 2 * over(cap - w, k) : \
      2 * w == cap ? most / 2 : 2 * over(w, k)
  return w
}

function begin() {
  if ($1 != window + 1) wrong("behind it comes " $1)
  window = $1; count = $2; cap = $3; batches = $4
  lower = $5; bound = $6; k = $7
  split("", load)
  sum = large = records = used = 0
  checked = bound ~ /^(L1|L2|FS[123]|CCM1)$/
  if (checked && (k < (bound ~ /S1|S3|M1/) || bound != "FS1" && 2 * k > cap)) {
    wrong("a parameter of " bound " is not " k)
    k = 1
  }
  most = bound == "FS1" ? k * cap : bound == "FS3" ? over(cap, k) : \
    bound == "CCM1" ? 2 * over(cap, k) : cap
}

function finish() {
  if ((bound == "FS1" ? k + 1 : 2) * cap * records > 9007199254740992)
    refuse("window " window ": its numbers are too large for 53 bits")
  for (b in load)
    if (load[b] > cap) wrong("batch " b " holds " load[b] ", over " cap)
  if (records != count) wrong(records " records are there, not " count)
  if (used != batches) wrong(used " batches are used, not " batches)
  if (lower > batches) wrong("a bound of " lower " with " batches " batches")
  proves = over(sum + most - 1, most)
  if (bound == "L2" && proves < large) proves = large
  if (proves < 1) proves = 1
  if (checked && lower > proves)
    wrong(bound " proves " proves ", not " lower)
  if (!checked && !index(" L3 CG search ", " " bound " "))
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
  large += 2 * $8 > cap
}

END {
  if (!status && head) finish()
  if (status) exit status
  printf "%d windows: %d bounds checked", window, of["checked"]
  printf "; not checked: L3 %d, CG %d, search %d\n", \
    of["L3"], of["CG"], of["search"]
  exit bad
}
