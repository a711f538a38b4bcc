# What /openapi.json says is so: a linter has no word against it, and everything
# in it is called, on a server that runs, and answers as it says.
status=0
# A line for the result of the command before.
is() {
  if [ $? -eq 0 ]; then echo "ok - $1"; else echo "not ok - $1" && status=1; fi
}
lacks() {
  if command -v "$1" >/dev/null; then return 1; fi
  echo "skip - $2: $1 is not there, see .ci/deps"
}
lacks node 'the description at /openapi.json' && exit 0

description=$TOP/lib/serve/site/openapi.json
linter=$TOP/build/tools/node_modules/@redocly/cli/bin/cli.js
if [ -e "$linter" ]; then
  export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true HOME=$PWD
  node "$linter" lint --format=json "$description" >said 2>log
  [ $? -eq 0 ] && jq -e '.totals == {errors: 0, warnings: 0, ignored: 0}' said >/dev/null
  is 'redocly lint has no word against it' || cat said log >&2
  sed 's/"operationId": "getBalance",//' "$description" >bad.json
  ! node "$linter" lint --format=json bad.json >said 2>log ||
    jq -e '.totals.warnings > 0' said >/dev/null
  is 'redocly lint finds what is wrong'
else
  echo 'skip - redocly lint: it is not there, see .ci/tools'
fi

if ! pkg-config --exists libmicrohttpd jansson; then
  echo 'skip - everything in it is called: built without libmicrohttpd or jansson'
  exit $status
fi

balsys-serve --quiet --book book --listen 127.0.0.1:0 --currency GBP \
  --window 2 >address &
server=$!
trap 'kill $server' EXIT
# The first line has come, and records are taken.
tries=0
until read -r url <address && [ "$(curl -s -o said -w '%{http_code}' \
    "${url}healthz")" = 200 ]; do
  if [ $((tries += 1)) -gt 1200 ] || ! kill -0 $server; then
    echo 'not ok - the server runs'
    exit 1
  fi
  sleep 0.05
done

curl -s "${url}openapi.json" | cmp - "$description"
is 'it is served as it is'
# All that the server is asked is in one table.
grep -o '{ "[A-Z]*", "[^"]*"' "$TOP/lib/serve/api.c" | tr -d '{",' |
  sed 's/^ //' >routes
[ -s routes ]
is 'the table of routes is there'
curl -s "${url}audit/telemetry" | jq -e --slurpfile d "$description" \
  '.version == $d[0].info.version' >/dev/null
is 'it is of this version'
node "$TOP/tests/serve/openapi.mjs" "$url" routes || status=1

kill $server && wait $server
is 'the server stops'
trap - EXIT
exit $status
