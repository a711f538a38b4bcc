# Opening is the first balance less its amount, closing the last, both summed
# over accounts; least and greatest are of any record; times in any order.
cat >in.csv <<'EOF'
id,time,account,amount,balance
1,2026-11-22T06:50:00.5Z,a,10.00,110.00
2,2026-11-22T08:49:00+02:00,b,-40.00,-40.00
3,,a,-200.00,-90.00
4,2026-11-22T06:51:00Z,b,1000.00,960.00
EOF
for format in text csv json; do
  balsys-stats --format $format in.csv || exit
done
