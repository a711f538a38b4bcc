# The n-th is due at (n - 1) / rate, to the microsecond, rounded down; after a
# million records at 3 a second not one microsecond is lost.
balsys-gen --no-wait --seed 1 --start 2026-01-01T00:00:00Z --rate 3 --count 1000000 |
  awk -F, 'NR == 2 || NR == 3 || NR == 4 || NR == 1000001 { print $1, $2 }'
balsys-gen --no-wait --seed 1 --start 2026-01-01T00:00:00Z --rate 0.000007 --count 3 | cut -d , -f 2
