# Is this what balsys-gen must write: 50 records a second from the beginning of
# 2026 on, half of them credits, of 1,000 accounts and 200 to 500,000 pounds?
function fail(why) {
  print "line " NR ": " why ": " $0
  bad = 1
  exit
}

BEGIN {
  FS = ","
  begin = 1767225600
}
NR == 1 {
  if ($0 != "id,time,account,amount")
    fail("the header")
  next
}
$1 != NR - 1 { fail("the id") }
{
  second = int((NR - 2) / 50)
  if (second != seen) {
    time = strftime("%Y-%m-%dT%H:%M:%S", begin + second, 1)
    seen = second
  }
}
NR == 2 { time = strftime("%Y-%m-%dT%H:%M:%S", begin, 1) }
$2 != sprintf("%s.%06dZ", time, (NR - 2) % 50 * 20000) { fail("the time") }
$3 !~ /^acct-[0-9]+$/ || substr($3, 6) + 0 < 1 || substr($3, 6) + 0 > 1000 {
  fail("the account")
}
{
  pounds = $4 < 0 ? -$4 : $4
  if ($4 !~ /\.[0-9][0-9]$/ || pounds < 200 || pounds > 500000)
    fail("the amount")
  credits += $4 > 0
}
END {
  if (!bad && credits != int(NR / 2)) {
    print credits " credits in " NR - 1 " records"
    bad = 1
  }
  exit bad
}
