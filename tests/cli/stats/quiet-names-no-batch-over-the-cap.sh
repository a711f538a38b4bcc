# The status tells all the same.
printf 'id,amount,window,batch\n1,2,1,1\n' | balsys-stats -q --cap 1 --format json
