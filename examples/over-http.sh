#!/bin/bash
# A book over HTTP: records are submitted as CSV and as JSON, sent again, asked
# for, and checked once the server has ended.
#
# It wants: curl
set -o pipefail
command -v balsys-serve >/dev/null ||
  PATH=$(cd "$(dirname "$0")/.." && pwd)/build:$PATH
work=$(mktemp -d) || exit
server=
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
cd "$work" || exit

# Port 0 is any that is free; the first line that is printed says which.
balsys-serve --quiet --book book --window 4 --listen 127.0.0.1:0 >address &
server=$!
until [ -s address ] && curl -fs "$(cat address)healthz" >health; do
  kill -0 $server || exit
  sleep 0.1
done
url=$(cat address)

submit() { curl -sS "$@" "${url}transactions/submit"; }

cat >day.csv <<'END'
id,time,account,amount
1,2026-11-24T09:00:00Z,till-1,120.00
2,2026-11-24T09:05:00Z,till-2,80.50
3,2026-11-24T09:05:00Z,till-1,-20.00
4,2026-11-24T09:30:00Z,till-2,12.345
END
echo 'A file:'
submit -H 'Content-Type: text/csv' --data-binary @day.csv
echo 'The one that was refused, corrected, and one that was there:'
submit -H 'Content-Type: application/json' -d '[
  {"id":"4", "time":"2026-11-24T09:30:00Z", "account":"till-2", "amount":12.35},
  {"id":"3", "time":"2026-11-24T09:05:00Z", "account":"till-1", "amount":"-20.00"}]'
echo 'What an account holds:'
curl -sS "${url}account/balance?account=till-2"
echo 'Five past nine:'
curl -sS "${url}transactions/history?start=2026-11-24T09:05:00Z&end=2026-11-24T09:05:59Z" |
  sed 's/"received":"[^"]*"/"received":"..."/g'

kill $server && wait $server
server=
balsys-ledger --check book && balsys-batch --check book || exit
echo 'Its only window:'
cut -d , -f 1-7 book/windows.csv
