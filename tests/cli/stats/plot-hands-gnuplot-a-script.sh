# What gnuplot gets: all numbers exact, all marks set.  Here it gives it back.
mkdir bin
printf '#!/bin/sh\necho "$*" "$LC_ALL"\nexec cat\n' >bin/gnuplot
chmod +x bin/gnuplot
cat >in.csv <<'EOF'
id,time,account,amount,balance,window,batch
1,2026-05-01T10:00:00Z,a,60.00,160.00,1,1
3,2026-05-01T10:02:00Z,b,-70.00,-70.00,1,2
2,2026-05-01T10:01:00Z,a,-30.00,130.00,1,3
4,2026-05-01T10:03:00Z,a,0.00,130.00,2,1
EOF
PATH=$PWD/bin:$PATH GNUTERM=dumb \
  balsys-stats --cap 100 --currency GBP --plot out.svg in.csv >/dev/null &&
  cat out.svg
