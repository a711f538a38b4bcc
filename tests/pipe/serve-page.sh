# The page of balsys-serve in Debian's Chromium: it shows what the book has, at
# every width, in the light and in the dark, for who uses the keyboard alone, and
# for who hears it; simulations are started and stopped; it connects again by
# itself.  BALSYS_PICTURES=DIR keeps pictures of it there.
modules=$TOP/build/tools/node_modules

lacks() {
  if command -v "$1" >/dev/null; then return 1; fi
  echo "skip - $2: $1 is not there, see .ci/deps"
}

lacks node "the page" && exit 0
mkdir site && cp "$TOP"/lib/serve/site/*.js site &&
  echo '{ "type": "module" }' >site/package.json || exit 70
status=0
node "$TOP/tests/page/figures.mjs" || status=1

lacks chromium "the page in a browser" && exit $status
for module in axe-core playwright-core; do
  if [ ! -d "$modules/$module" ]; then
    echo "skip - the page in a browser: $module is not there, see .ci/tools"
    exit $status
  fi
done
for library in libjansson libmicrohttpd; do
  if ! ldd "$TOP/$BUILD/balsys-serve" | grep -q "$library"; then
    echo "skip - the page in a browser: built without $library"
    exit $status
  fi
done

# Whatever a browser leaves, it leaves here.
CHROMIUM=$(command -v chromium)
export CHROMIUM HOME=$PWD TMPDIR=$PWD XDG_CONFIG_HOME=$PWD XDG_CACHE_HOME=$PWD
node "$TOP/tests/page/page.mjs" || status=1
exit $status
