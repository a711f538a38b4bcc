# One JSON object a line for every window.
seq 1 5 | sed 's/$/,400000.10/' |
  balsys-batch --columns id,amount --window 3 --output submissions
