# These columns of CSV without quoted fields, by name, in this order; where a
# header comes again it is looked at anew:
#
#	awk -v columns=records,net -f "$TOP/tests/pick.awk"
BEGIN { FS = OFS = ","; count = split(columns, name) }
FNR == 1 || $1 == first {
  first = $1
  for (i = 1; i <= NF; i++)
    at[$i] = i
}
{
  for (i = 1; i <= count; i++)
    printf "%s%s", i == 1 ? "" : OFS, name[i] in at ? $at[name[i]] : "?"
  print ""
}
