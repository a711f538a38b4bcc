# What was made before is written.
balsys-gen --no-wait --seed 1 --count 5 --rate 1 --start 9999-12-31T23:59:58Z
