# What tests of balsys-serve share: a server that runs, and ends with the test.
#
#	. "$TOP/tests/serve/serve.bash"
#	needs_serve 'what is skipped'
#	begin --book book --window 2
#	curl -s "${url}healthz"
#	end 'it stops'

status=0
server=
trap '[ -z "$server" ] || kill -9 $server' EXIT

# A line for the result of the command before.
is() {
  if [ $? -eq 0 ]; then echo "ok - $1"; else echo "not ok - $1" && status=1; fi
}

# Skip all, by name, where it cannot run.
needs_serve() {
  if ! pkg-config --exists libmicrohttpd jansson; then
    echo "skip - $1: built without libmicrohttpd or jansson"
    exit $status
  fi
}

# Until a command says yes, for a minute, as others may have the machine.
until_so() {
  local tries=0
  until "$@"; do
    if [ $((tries += 1)) -gt 1200 ] || ! kill -0 "$server"; then
      echo "not ok - waited in vain for: $*"
      exit 1
    fi
    sleep 0.05
  done
}

# code PATH [OPTION OF CURL ...]: the status; the answer is in "answer".
code() {
  curl -s -m 60 -o answer -w '%{http_code}' "${@:2}" "${url%/}$1"
}
is_ready() { read -r url <address && [ "$(code /healthz)" = 200 ]; }

# begin OPTION ...: it runs at $url, and takes records.
begin() {
  : >address
  balsys-serve --quiet --listen 127.0.0.1:0 "$@" >address &
  server=$!
  until_so is_ready
}

# It ends by the signal, as whoever started it will see.
end() {
  kill "$server"
  wait "$server"
  [ $? -eq 143 ]
  is "$1"
  server=
}
