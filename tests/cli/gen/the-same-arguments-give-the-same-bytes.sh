# Known checksums: any change of them breaks somebody's recorded test.
for more in '' '--distribution lognormal' '--distribution pareto' \
  '--distribution constant' '--accounts 1000' '--rate 7 --scale 0' \
  '--credits 1 --debits 2.5 --id-prefix sim- --first-id 100'; do
  balsys-gen --no-wait --seed 1 --start 2026-01-01T00:00:00Z --count 20000 $more |
    sha256sum
done
