#!/bin/bash
# What balsys-ledger makes of 20,000 lines, of which one in eight is not as it
# should be, is what awk makes of them line by line: which are accepted, with
# what balance, and which are refused, where and for what.
set -u
result() { if [ "$1" -eq 0 ]; then echo "ok - $2"; else echo "not ok - $2"; fi; }

gawk 'function random(n) { x = x * 16807 % 2147483647; return x % n }
  function text(n,  s) { while (n-- > 0) s = s sprintf("%c", 97 + random(26)); return s }
  function amount() {
    return (random(2) ? "-" : random(9) ? "" : "+") random(500000) \
      (random(10) ? sprintf(".%02d", random(100)) : "")
  }
  function time() {
    return sprintf("20%02d-%02d-%02dT%02d:%02d:%02d.%06dZ", random(100),
      random(12) + 1, random(28) + 1, random(24), random(60), random(60),
      random(1000000))
  }
  BEGIN {
    x = 20261124
    n = split(",-,+,1.,.5,1e5, 1,1 ,1.234,0x1,--1,1.2.3,a,9223372036854775808,\
92233720368547758.08,-92233720368547758.09,1.230,+007,000000000000000000001.50,\
-0.00,12345678901234567890.00", odd, ",")
    split("2026-02-29T00:00:00Z|2026-13-01T00:00:00Z|2026-01-01|\
2026-01-01T24:00:00Z|2026-01-01T00:00:60Z|2026-01-01T00:00:00|x|\
2026-01-01T00:00:00.1234567Z|2024-02-29T00:00:00Z|2026-01-01t00:00:00z|\
2026-01-01 00:00:00+01:00", odd_time, "|")
    print "id,time,account,amount"
    for (i = 1; i <= 20000; i++) {
      id = i; when = random(9) ? time() : ""; who = "acc" random(50); a = amount()
      end = "\n"
      if (random(8) == 0)
        switch (random(12)) {
        case 0: id = text(random(3) ? 64 : 0); break
        case 1: id = text(65); break
        case 2: who = text(random(66)); break
        case 3: case 4: case 5: a = odd[random(n) + 1]; break
        case 6: case 7: when = odd_time[random(11) + 1]; break
        case 8: a = a ",more"; break
        case 9: print ""; continue
        case 10: print id; continue
        case 11: end = "\r\n"; break
        }
      printf "%s,%s,%s,%s%s", id, when, who, a, end
    }
  }' >in.csv

# One line after the other, without a thought of speed.
gawk -M -F , 'function refuse(reason) {
    print "in.csv," FNR "," reason >"rejects.wanted"
  }
  function is_time(t,  p, d, leap) {
    if (t !~ /^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6}0*)?([Zz]|[-+][0-9]{2}:[0-9]{2})$/)
      return 0
    split(t, p, /[^0-9]/)
    leap = p[1] % 4 == 0 && (p[1] % 100 || p[1] % 400 == 0)
    d = p[2] == 2 ? 28 + leap : p[2] ~ /^(04|06|09|11)$/ ? 30 : 31
    return p[2] >= 1 && p[2] <= 12 && p[3] >= 1 && p[3] <= d && p[4] < 24 &&
      p[5] < 60 && p[6] < 60
  }
  FNR == 1 { print $0 ",balance"; next }
  { sub(/\r$/, "") }
  $0 == "" { refuse("blank"); next }
  NF != 4 { refuse("columns"); next }
  length($1) < 1 || length($1) > 64 { refuse("id"); next }
  length($3) > 64 { refuse("account"); next }
  $2 != "" && !is_time($2) { refuse("time"); next }
  $4 !~ /^[-+]?[0-9]+(\.[0-9]{1,2}0*)?$/ { refuse("amount"); next }
  {
    negative = $4 ~ /^-/
    text = $4; sub(/^[-+]/, "", text); sub(/^0+/, "", text)
    split(text, part, ".")
    pence = part[1] * 100 + substr(part[2] "00", 1, 2)
    if (negative) pence = -pence
    if (pence > 9223372036854775807 || pence < -9223372036854775808) {
      refuse("amount"); next
    }
    sum[$3] += pence
    s = sum[$3] < 0 ? -sum[$3] : sum[$3]
    printf "%s,%s%d.%02d\n", $0, sum[$3] < 0 ? "-" : "", int(s / 100), s % 100
  }' in.csv >wanted
if [ $? -ne 0 ] || [ ! -s wanted ]; then
  echo 'skip - ledger-refuses: this gawk has no numbers of any size'
  exit
fi
balsys-ledger --rejects rejects.csv in.csv >out.csv 2>err
[ $? -eq 1 ]
result $? 'refuses: refusals make the status 1'
cmp wanted out.csv
result $? 'refuses: accepted are those that awk accepts, with its balances'
cut -d , -f 1-3 rejects.csv | sed 1d | cmp rejects.wanted -
result $? 'refuses: refused are the others, in their order, for the same reasons'
[ "$(cut -d , -f 3 rejects.wanted | sort -u | wc -l)" -eq 6 ]
result $? 'refuses: six reasons are met'
refused=$(wc -l <rejects.wanted)
tail -n 1 err |
  grep -q ": read 20000 = accepted $((20000 - refused)) + refused $refused + "
result $? 'refuses: and so they are added up'
