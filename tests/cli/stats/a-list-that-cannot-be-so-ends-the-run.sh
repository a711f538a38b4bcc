# Likewise of batches.
header=window,batch,count,total,cap
for line in 1,1,1,5,1000000 1,0,1,5,1000000 1,3,0,5,1000000 1,3,1,-5,1000000 \
  1,3,1,5,0 0,3,1,5,1000000 1,3,1,5,10 1,x,1,5,1000000; do
  printf '%s\n' $header 1,1,1,5,1000000 $line | balsys-stats >/dev/null
  echo "${PIPESTATUS[1]}"
done
printf '%s\n' $header 2,4,1,5,1000000 2,3,1,5,1000000 | balsys-stats >/dev/null
echo "${PIPESTATUS[1]}"
printf '%s\n' $header 2,4,1,5,1000000 1,5,1,5,1000000 | balsys-stats >/dev/null
echo "${PIPESTATUS[1]}"
printf '%s\n' $header 2,4,1,0,0 | balsys-stats >/dev/null
echo "${PIPESTATUS[1]}"
