# Accounts are drawn independently of sign and amount, each as likely.
balsys-gen --no-wait --seed 1 --start 2026-01-01T00:00:00Z --count 10000 | cut -d , -f 4 >one
balsys-gen --no-wait --seed 1 --start 2026-01-01T00:00:00Z --count 10000 --accounts 4 >four
cut -d , -f 4 four | cmp - one && echo same
awk -F, 'NR > 1 { n[$3 ($4 < 0 ? " debit" : " credit")]++ }
  END { for (k in n) print k, (n[k] > 1150 && n[k] < 1350) }' four | sort
