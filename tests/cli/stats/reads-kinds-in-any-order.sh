# Whichever comes first, as operands and as what cat makes of them, the figures
# are the same.  The headers of c, d and e have as many columns as each other.
printf '%s\n' id,time,account,amount,balance \
  1,2026-11-22T06:50:00Z,a,5,5 2,2026-11-22T06:50:01Z,a,-3,2 >a
printf '%s\n' window,count,total,batches,lower_bound,proven 1,2,8,1,1,yes >b
printf '%s\n' window,batch,count,total,cap 1,1,2,8,1000000 >c
printf '%s\n' file,line,reason,detail,record x,3,amount,, x,4,id,, >d
printf '%s\n' outcome,id,reason,balance,more known,3,amount,, \
  duplicate,1,,, >e
printf '%s\n' window,submission 1,0a >f
balsys-stats --format json a b c d e f | tee first || exit
count=0
for i in a b c d e f; do for j in a b c d e f; do for k in a b c d e f; do
  case $i$j$k in *$i*$i* | *$j*$j*) continue ;; esac
  rest=$(echo a b c d e f | tr -d "$i$j$k")
  balsys-stats --format json $i $j $k $rest | cmp - first || echo "$i $j $k $rest"
  cat $rest $k $i $j | balsys-stats --format json | cmp - first ||
    echo "cat $rest $k $i $j"
  count=$((count + 2))
done; done; done
echo $count
