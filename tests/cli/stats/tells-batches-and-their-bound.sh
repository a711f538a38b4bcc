# Window 1 has one batch more than its bound, window 2 is proven; a cap that is
# met exactly is not passed.
cat >in.csv <<'EOF'
id,amount,window,batch
1,600000.00,1,1
2,-400000.00,1,1
3,600000.00,1,2
4,399999.99,1,3
5,-1000000.00,2,1
EOF
for format in text csv json; do
  balsys-stats --format $format in.csv || exit
done
