#!/bin/bash
# The main job: 100,000 transactions, their balances, their batches, and the
# figures that say how good these are.  The same seed and start give the same
# output on every machine.
set -o pipefail
command -v balsys-gen >/dev/null ||
  PATH=$(cd "$(dirname "$0")/.." && pwd)/build:$PATH

balsys-gen --no-wait --count 100000 --seed 1 --start 2026-01-01T00:00:00Z |
  balsys-ledger |
  balsys-batch |
  balsys-stats --currency GBP
