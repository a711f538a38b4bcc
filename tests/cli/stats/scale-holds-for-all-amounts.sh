# In the input and in --cap, wherever --scale stands.
printf 'id,amount,balance,window,batch\n1,1.5,1.500,1,1\n2,0.125,1.625,1,2\n' |
  balsys-stats --cap 1.625 --scale 3 || exit
printf 'id,amount,window,batch\n1,1500,1,1\n2,-7,1,1\n' |
  balsys-stats --scale 0
