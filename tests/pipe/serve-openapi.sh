# What /openapi.json says is so: a linter has no word against it, and everything
# in it is called, on a server that runs, and answers as it says.
. "$TOP/tests/serve/serve.bash"
lacks() {
  if command -v "$1" >/dev/null; then return 1; fi
  echo "skip - $2: $1 is not there, see .ci/deps"
}
lacks node 'the description at /openapi.json' && exit 0

description=$TOP/lib/serve/site/openapi.json
linter=$TOP/build/tools/node_modules/@redocly/cli/bin/cli.js
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true HOME=$PWD
if [ ! -e "$linter" ]; then
  echo 'skip - redocly lint: it is not there, see .ci/tools'
elif ! node "$linter" --version >said 2>&1; then
  echo "skip - redocly lint: it does not run with node $(node --version)"
else
  node "$linter" lint --format=json "$description" >said 2>log
  [ $? -eq 0 ] && jq -e '.totals == {errors: 0, warnings: 0, ignored: 0}' said >/dev/null
  is 'redocly lint has no word against it' || cat said log >&2
  sed 's/"operationId": "getBalance",//' "$description" >bad.json
  ! node "$linter" lint --format=json bad.json >said 2>log ||
    jq -e '.totals.warnings > 0' said >/dev/null
  is 'redocly lint finds what is wrong'
fi

needs_serve 'everything in it is called'
begin --book book --currency GBP --window 2

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
end 'the server stops'

# With a token.
(umask 077 && echo 'a secret of some length' | tr ' ' - >token)
begin --book book --token-file token
jq -r '.paths | to_entries[] | .key as $p | .value | to_entries[] |
  "\(.key | ascii_upcase) \($p) \(if .value.responses["401"] == null or
    .value.security != [{}, {token: []}] then "200" else "401" end)"' \
  "$description" >wanted
while read -r method path status; do
  [ "$path" != /events ] || continue
  echo "$method $path $(code "$path" -X "$method")"
done <wanted | diff - <(grep -v ' /events ' wanted) >&2
is 'with a token, what is described to want it is 401 without'
[ "$(code /simulation/stop -X POST \
  -H 'Authorization: Bearer a-secret-of-some-length')" = 200 ]
is 'and 200 with it'
end 'the server with a token stops'
exit $status
