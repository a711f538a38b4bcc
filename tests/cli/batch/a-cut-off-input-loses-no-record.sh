# Trouble in the input: the records before it are packed and written.
printf 'id,amount\n1,5\n2,6\n3,-10' | balsys-batch
