# A local time with its offset is the same instant in UTC.
balsys-gen --no-wait --seed 1 --count 2 --start 2026-06-01T00:30:00.5+01:00 |
  cut -d , -f 2
