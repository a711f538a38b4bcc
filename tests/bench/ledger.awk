# What balsys-ledger does to lines as balsys-gen writes them, by mawk or gawk:
# the peer it is measured against, and what its output is compared with.
#
# Pence are whole numbers, made from the text and added exactly; the division
# by which they are printed is right to the second decimal while there are no
# more than 2^52 of them, 45 million million pounds.  No field is in quotes, and
# an amount has no decimals beyond the second but zeros.
BEGIN { FS = "," }
NR == 1 { print $0 ",balance"; next }
{
  pence = $4
  if (substr(pence, length(pence) - 2, 1) == ".")
    sub(/\./, "", pence)
  else
    pence = with_two_decimals(pence)
  printf "%s,%.2f\n", $0, (sum[$3] += pence) / 100
}

function with_two_decimals(text,    point) {
  point = index(text, ".")
  if (!point)
    return text "00"
  return substr(text, 1, point - 1) substr(substr(text, point + 1) "00", 1, 2)
}
