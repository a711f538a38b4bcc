# Check the bounds called L3 in what balsys-batch --certificate wrote, without
# balsys:
#
#   sort -t , -k 1,1n -k 8,8nr certificate.csv | awk -f examples/check-l3.awk
#
# Two amounts that make up the cap may have a batch of their own, and so may
# the largest amount with the largest that has room beside it, if no two have.
# Where there is nothing of the kind, the smallest amount is left out, as often
# as the parameter says.  These batches, and those that the rest needs by the
# bound L2, are the bound.  The status is 1 if one is wrong, and 2 if the 53
# bits that awk has are not enough to say.
BEGIN { FS = "," }

function take(i) { gone[i]; left-- }

# The first that is left behind i and is not over room; n + 1 if there is none.
function behind(i, room) {
  do i++
  while (i <= n && (i in gone || size[i] > room))
  return i
}

# The last that is left before i.
function before(i) {
  do i--
  while (i in gone)
  return i
}

function fix_pairs(    i, j, both) {
  i = 1
  j = n
  while (i < j) {
    both = size[i] + size[j]
    if (both == cap) {
      take(i)
      take(j)
      fixed++
    }
    i += both >= cap
    j -= both <= cap
  }
}

function fix_largest(    first, last, room) {
  last = n + 1
  while (left > 0) {
    first = behind(0, cap)
    if (last in gone || last > n) last = before(last)
    room = cap - size[first]
    if (left > 2 && size[last] + size[before(last)] <= room) {
      if (parameter-- == 0) return
      take(last)
    } else {
      take(first)
      fixed++
      first = behind(first, room)
      if (first <= n) take(first)
    }
  }
}

# The highest that any p gives: those over cap - p alone, and those from p on
# by their total, or those over half the cap.
function l2(    i, large, middle, alone, best, batches) {
  for (i = 1; i <= n; i++)
    if (!(i in gone)) {
      middle += size[i]
      best += 2 * size[i] > cap
    }
  large = 1
  for (i = n; i > 0 && 2 * size[i] <= cap; i--) {
    if (i in gone) continue
    for (; size[large] > cap - size[i]; large++)
      if (!(large in gone)) {
        middle -= size[large]
        alone++
      }
    batches = alone + (middle + (cap - middle % cap) % cap) / cap
    if (best < batches) best = batches
    middle -= size[i]
  }
  return best
}

function finish() {
  if (cap * n > 9007199254740992) {
    print "window " window ": its numbers are too large for 53 bits"
    exit status = 2
  }
  left = n
  fix_pairs()
  fix_largest()
  fixed += l2()
  if (lower > 1 && lower > fixed) {
    print "window " window ": L3 proves " fixed + 0 ", not " lower
    status = 1
  }
  checked++
}

$6 != "L3" { next }
$1 != window {
  if (checking) finish()
  checking = 1
  window = $1; cap = $3; lower = $5; parameter = $7
  split("", gone)
  n = fixed = 0
}
$8 > 0 { size[++n] = $8 }

END {
  if (checking && status != 2) finish()
  if (status != 2) printf "%d bounds L3 checked\n", checked
  exit status
}
