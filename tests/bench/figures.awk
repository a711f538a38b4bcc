# What balsys-stats --format csv must say of a file that balsys-ledger wrote, in
# its columns 1 to 14, 16, 22 and 23; in whole pence, exact up to 2^53.
function pounds(pence,    sign) {
  sign = pence < 0 ? "-" : ""
  if (pence < 0)
    pence = -pence
  return sprintf("%s%.0f.%02d", sign, int(pence / 100), pence % 100)
}

# Divided and rounded, half up.
function quotient(a, b,    q) {
  q = int((2 * a + b) / (2 * b))
  return q * 2 * b > 2 * a + b ? q - 1 : q
}

BEGIN { FS = "," }
NR == 1 { next }
{
  pence = $4
  sub(/\./, "", pence)
  pence += 0
  balance = $5
  sub(/\./, "", balance)
  last[$3] = balance += 0
  if (pence < 0) {
    debits++
    debited += pence
  } else {
    credits++
    credited += pence
  }
  size = pence < 0 ? -pence : pence
  if (NR == 2) {
    first_time = $2
    least = most = size
    low = high = balance
  }
  if (size < least) least = size
  if (size > most) most = size
  if (balance < low) low = balance
  if (balance > high) high = balance
  last_time = $2
}
END {
  for (account in last) {
    accounts++
    closing += last[account]
  }
  printf "%d,%d,%d,%s,%d,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s\n", NR - 1,
    accounts, credits, pounds(credited), debits, pounds(debited),
    pounds(credited + debited), pounds(credited - debited), pounds(least),
    pounds(most), pounds(quotient(credited - debited, NR - 1)), pounds(0),
    pounds(closing), pounds(low), pounds(high), first_time, last_time
}
