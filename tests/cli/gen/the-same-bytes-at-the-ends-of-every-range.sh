# Known checksums where numbers, names and dates are as long, as short, as
# early or as late as they can be.  They are from a program that made each
# digit by itself.
while IFS= read -r args; do
  # The arguments are words of their own.
  sum=$(balsys-gen --no-wait --seed 7 --start 2026-01-01T00:00:00Z $args |
    sha256sum | cut -c 1-16)
  echo "$sum $args"
done <<'END'
--count 20000
--count 20000 --seed 18446744073709551615 --accounts 1000
--count 5000 --accounts 1000000000000000000
--count 5000 --distribution lognormal --scale 3
--count 5000 --distribution pareto --scale 6
--count 5000 --distribution constant --scale 0
--count 5000 --min 0 --max 0.01
--count 5000 --min 0 --max 92233720368547758.07
--count 5000 --min 0 --max 9223372036854775807 --scale 0
--count 5000 --min 0 --max 9223372036854.775807 --scale 6
--count 5000 --distribution lognormal --min 0 --max 92233720368547758.07
--count 5000 --distribution pareto --min 1000000 --max 1000000.5
--count 5000 --scale 1 --id-prefix é-
--count 5000 --first-id 99999000 --id-prefix 01234567890123456789012345678901234567890123
--count 5000 --first-id 9999999999999999 --rate 7
--count 5000 --first-id 999999999999999000 --rate 0.01
--count 5000 --rate 0.00003 --start 0001-01-01T00:00:00Z
--count 5000 --rate 1000000000 --start 2024-02-29T23:59:59.999999Z
--count 5000 --credits 10 --debits 40 --start 0999-12-31T23:59:30Z
--count 5000 --credits 0.5 --debits 0.25 --start 1899-12-31T23:59:59.5Z
--duration 20 --rate 999.999 --start 9999-12-31T23:59:39Z
END
