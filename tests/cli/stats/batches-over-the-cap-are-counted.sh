# Ten are named and all are counted.
{
  echo id,amount,window,batch
  for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo $i,2,$i,1; done
} | balsys-stats --cap 1 --format json
