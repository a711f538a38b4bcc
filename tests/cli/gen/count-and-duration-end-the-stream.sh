# The sooner one holds; nothing at all is a header.
n() { balsys-gen --no-wait --seed 1 --start 2026-01-01T00:00:00Z "$@" | tail -n +2 | wc -l; }
n --count 0
n --duration 0
n --duration 1
n --duration 1.02
n --duration 1.020001
n --duration 10 --count 7
n --duration 0.1 --count 700
n --duration 1000 --rate 0.001
