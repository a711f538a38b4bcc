# An id is of the rest of the line and the count of its like.
printf '%s\n' text,amount coffee,-2.50 coffee,-2.50 tea,-2.00 '"a, b",1' \
  >in.csv
balsys-import --id auto --amount amount --keep text in.csv >out.csv
cat out.csv
printf '%s\n2\n' -2.50,coffee | sha256sum | cut -c 1-32
printf '%s\n1\n' '1.00,"a, b"' | sha256sum | cut -c 1-32
balsys-import --id auto --amount amount --keep text <in.csv | cmp - out.csv
