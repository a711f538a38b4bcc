# What balsys-ledger must make of any file of the bench: columns by their names,
# fields in quotes or not (none has a comma within), CRLF or LF.  Pence are
# whole numbers, exact up to 2^53, and every amount has two decimals.
BEGIN { FS = "," }
{ sub(/\r$/, "") }
NR == 1 {
  print $0 ",balance"
  gsub(/"/, "")
  for (i = 1; i <= NF; i++)
    column[$i] = i
  next
}
{
  account = $column["account"]
  pence = $column["amount"]
  gsub(/"/, "", account)
  gsub(/[".]/, "", pence)
  sum[account] += pence
  balance = sum[account]
  sign = balance < 0 ? "-" : ""
  if (balance < 0)
    balance = -balance
  printf "%s,%s%.0f.%02d\n", $0, sign, int(balance / 100), balance % 100
}
