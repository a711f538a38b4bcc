# A line a batch; first and last id in the order of the input, quoted where
# they must be.
printf 'id,amount\n"a,1",600000\nb,500000\nc,-400000.00\n"d""",0\n' |
  balsys-batch --output batches
