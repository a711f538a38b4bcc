# Make another file of lines as balsys-gen writes them, id,time,account,amount:
#
#   awk -v kind=KIND -f variant.awk
#
# The amounts are the same, and so are the accounts but where it says otherwise.
BEGIN { FS = OFS = "," }

# Ids as UUIDs of version 4, of 36 bytes.
kind == "uuid" && NR > 1 {
  x = (x * 16807 + 20261123) % 2147483647
  y = (y * 48271 + 11) % 2147483647
  $1 = sprintf("%08x-%04x-4%03x-a%03x-%05x%07x", x, y % 65536, x % 4096,
    y % 4096, y % 1048576, NR)
}
# Twelve columns more, of 20 bytes each.
kind == "wide" {
  format = NR == 1 ? "note_%d" : "Coffee: %02d of %06d"
  for (i = 1; i <= 12; i++)
    $(4 + i) = sprintf(format, i, NR % 1000000)
}
# Account names of 34 bytes, as long as an IBAN may be.
kind == "iban" && NR > 1 {
  n = substr($3, 6) + 0
  $3 = sprintf("GB%02dNWBK%013d%013d", n * 31 % 97, n * 7919, n)
}
# No account comes again before all the others have.
kind == "turns" && NR > 1 { $3 = "acct-" NR * 387 % 1000 }
# A million accounts, each in every million of lines, in another order.
kind == "million" && NR > 1 {
  $3 = sprintf("acct-%d", NR * (368787 + 20 * int(NR / 1000000)) % 1000000)
}
kind == "account-quoted" && NR > 1 { $3 = "\"" $3 "\"" }
kind == "all-quoted" { gsub(/[^,]+/, "\"&\"") }
kind == "crlf" { $0 = $0 "\r" }
{ print }
