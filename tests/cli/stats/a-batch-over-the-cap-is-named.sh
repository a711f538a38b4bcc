# By the line that takes it over, and once.
cat >in.csv <<'EOF'
id,amount,window,batch
1,6.00,1,1
2,-4.01,1,1
3,4.00,1,1
4,9.00,1,2
5,-10.01,2,1
EOF
balsys-stats --cap 10 in.csv
