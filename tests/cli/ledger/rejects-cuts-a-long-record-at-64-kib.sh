# With its length and hash beside it, also where it is no longer than 1 MiB.
x() { head -c "$1" /dev/zero | tr '\0' x; }
{ echo id,amount; for n in 65536 65537 1048576 1048577; do x $n && echo; done; } |
  balsys-ledger --quiet --rejects rejects.csv
awk -F, '{ print $1, $2, $3, $4, $NF == "record" ? $NF : length($NF) }' rejects.csv
for n in 65537 1048576 1048577; do
  grep -c "$n bytes.*$(x $n | sha256sum | cut -c 1-64)" rejects.csv
done
