# Refused records are named, kept and counted, and are in no other figure.
cat >in.csv <<'EOF'
id,account,amount,balance
1,a,12.345,0
2,b,1e5,0
3,c,5.00,5.00
4,d,5.00,five
5,e,5.00
6,f,7.00,
EOF
balsys-stats --format csv --rejects rejects.csv in.csv
status=$?
cat rejects.csv
exit $status
