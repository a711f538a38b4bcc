# Exactly so many of each sign in every second of the stream.
for rates in '--rate 50' '--credits 3 --debits 7' '--credits 5' '--debits 2'; do
  balsys-gen --no-wait --seed 1 --start 2026-01-01T00:00:00Z --duration 40 $rates |
    awk -F, 'NR > 1 { second = substr($2, 1, 19)
      if ($4 < 0) debits[second]++; else credits[second]++; seen[second] }
      END { for (s in seen) kinds[credits[s] + 0 " " debits[s] + 0]++
        for (k in kinds) print k, "in", kinds[k], "seconds" }'
done
