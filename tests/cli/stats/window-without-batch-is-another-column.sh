# Whatever it holds: only the two together are those of balsys-batch.
printf 'id,amount,window\n1,5,open\n' | balsys-stats --format json || exit
printf 'id,amount,batch\n1,5,\n' | balsys-stats --format json
