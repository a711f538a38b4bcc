# --columns says of what kind a file without a header is, and headers may follow.
printf '%s\n' 1,3,15,2,2,yes window,submission 1,0a |
  balsys-stats --cap 10 --columns window,count,total,batches,lower_bound,proven \
    --format json || exit
printf '%s\n' 1,0a | balsys-stats --columns window,key
