# Six amounts at the ends of what an amount can be.
{
  echo id,account,amount,balance
  for i in 1 2 3; do
    echo $i,p$i,92233720368547758.07,92233720368547758.07
    echo $i,m$i,-92233720368547758.08,-92233720368547758.08
  done
} >in.csv
for format in text csv json; do
  balsys-stats --format $format in.csv || exit
done
