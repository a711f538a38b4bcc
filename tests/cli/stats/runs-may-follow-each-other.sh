# Each begins with batch 1 of window 1, be it one file or several.
cat >a.csv <<'EOF'
id,amount,window,batch
1,9,1,1
2,9,1,2
3,9,2,1
EOF
balsys-stats --cap 10 --format csv a.csv a.csv | tee one.csv
cat a.csv a.csv | balsys-stats --cap 10 --format csv | cmp - one.csv || exit
head -n 3 a.csv >b.csv
balsys-stats --cap 10 --format csv b.csv b.csv
