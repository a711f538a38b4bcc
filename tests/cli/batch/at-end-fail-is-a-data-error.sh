# What filled its window is written all the same.
seq 1 3 | sed 's/$/,1.00/' |
  balsys-batch --columns id,amount --window 2 --at-end fail
