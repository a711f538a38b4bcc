balsys-gen --no-wait --seed 1 --start 2026-01-01T00:00:00Z --count 3 --first-id 999 --id-prefix 'a b-' | cut -d , -f 1
