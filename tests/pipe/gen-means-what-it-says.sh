# Sums and shape of a seeded stream, by awk: the mean of uniform amounts is the
# middle, the median of log-normal ones the root of the product of the ends.
fail() { echo "$1" >&2; exit 1; }
gen() { balsys-gen --no-wait --seed 7 --start 2026-01-01T00:00:00Z "$@"; }
gen --count 200000 | awk -F, 'NR > 1 { a = $4 < 0 ? -$4 : $4
    sum += a; if (a < 200 || a > 500000) out++ }
  END { mean = sum / (NR - 1); exit out || mean < 249000 || mean > 251200 }' ||
  fail 'uniform: the mean is not the middle'
gen --count 100000 --distribution lognormal | cut -d , -f 4 | tr -d - |
  tail -n +2 | sort -g | awk 'NR == 50000 { bad = $1 < 9800 || $1 > 10200 }
  END { exit bad }' || fail 'lognormal: the median is not 10000'
gen --count 100000 --distribution pareto | awk -F, 'NR > 1 {
    a = $4 < 0 ? -$4 : $4; if (a > 2000) over++ }
  END { exit over < 7700 || over > 8150 }' ||
  fail 'pareto: not one in 12.6 is above ten times the least'
