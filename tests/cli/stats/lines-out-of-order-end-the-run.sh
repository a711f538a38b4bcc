# A batch that comes back, a window that does, and a batch that is not the
# first where another run's lines would begin.
for second in 1,1 1,2 2,1 4,9 5,2; do
  printf 'id,amount,window,batch\n1,1,5,3\n2,x,5,3\n3,1,%s\n4,1,6,1\n' $second |
    balsys-stats --format csv | awk -f "$TOP/tests/pick.awk" \
      -v columns=records,windows,batches_count,batches_lower_bound,refused
  echo "${PIPESTATUS[1]}"
done
