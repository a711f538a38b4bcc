# Both ends are among the amounts.
for d in uniform lognormal pareto constant; do
  balsys-gen --no-wait --seed 1 --start 2026-01-01T00:00:00Z --count 30000 --min 0.98 --max 1.02 --distribution $d |
    awk -F, 'NR > 1 { a = $4; sub(/-/, "", a); seen[a]++ }
      END { for (a in seen) print a | "sort" ; close("sort") }' | tr '\n' ' '
  echo "$d"
done
balsys-gen --no-wait --seed 1 --start 2026-01-01T00:00:00Z --count 1 --min 92233720368547758.07 --max 92233720368547758.07 |
  cut -d , -f 4
