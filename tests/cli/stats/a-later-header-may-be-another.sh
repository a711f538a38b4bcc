# With as many columns as the one before, too, in the middle of a pipe.
{
  printf '%s\n' id,time,account,amount
  for i in {1..100}; do echo $i,,a,$i; done
  printf '%s\n' id,outcome,reason,balance 1,accepted,,1 1,duplicate,,
  printf '%s\n' amount,account,id,note 5,b,101, 6,b,102,
} >in
for size in 1 7 100 100000; do
  dd bs=$size status=none <in | balsys-stats --format json || exit
done | uniq
