#!/bin/bash
# Keep what a golden case prints and returns now as what it must.
#
#   tests/accept.sh ledger/refuses-third-decimal
#
# Look at the difference before it is committed.
set -u
cd "$(dirname "$0")/.." || exit 70
base=$PWD/tests/cli/${1:?which case?}
export TOP=$PWD BUILD=${BUILD:-build}
export PATH=$PWD/$BUILD:$PATH LC_ALL=C TZ=UTC
dir=$(mktemp -d) && mkdir "$dir/run" && cd "$dir/run" || exit 70
bash "$base.sh" >../out 2>../err </dev/null
echo $? >../exit
for kind in out err; do
  if [ -s "../$kind" ]; then cp "../$kind" "$base.$kind"; else rm -f "$base.$kind"; fi
done
if [ "$(cat ../exit)" != 0 ]; then cp ../exit "$base.exit"; else rm -f "$base.exit"; fi
cd / && rm -rf "$dir"
