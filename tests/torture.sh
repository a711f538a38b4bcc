#!/bin/bash
# Make every fault there is a test of, many times, and say how many of each were
# survived: a table, which is kept in tests/fault/README.md.
#
#   [TORTURE=quick] tests/torture.sh [PART ...]   only scripts whose name has one
#                                                 of these in it; nothing is kept
#
# The status is 0 where all were survived.
set -u
cd "$(dirname "$0")/.." || exit 70
TOP=$PWD
BUILD=${BUILD:-build}
TORTURE=${TORTURE:-full}
export TOP BUILD TORTURE PATH=$TOP/$BUILD:$PATH LC_ALL=C TZ=UTC
unset POSIXLY_CORRECT
if [ -z "${BALSYS_TEST_DATA-}" ] && [ -d ../shared/data ]; then
  BALSYS_TEST_DATA=$(cd ../shared/data && pwd)
  export BALSYS_TEST_DATA
fi
wanted() {
  local name=$1 part
  shift
  [ $# -eq 0 ] && return
  for part; do
    case $name in *"$part"*) return 0 ;; esac
  done
  return 1
}

# Run one; its log is shown when it is done.
run_one() {
  local script=$1 name ended
  name=${script##*/} name=${name%.sh}
  mkdir "$WORK/$name"
  (cd "$WORK/$name" && REPORT=$WORK/$name.rows bash "$TOP/$script" </dev/null) \
    >"$WORK/$name.log" 2>&1
  ended=$?
  if grep -q '^not ok' "$WORK/$name.log" ||
      { [ $ended -ne 0 ] && [ $ended -ne 77 ]; }; then
    touch "$WORK/failed"
    echo "not survived: status $ended" >>"$WORK/$name.log"
  fi
  [ $ended -ne 77 ] || printf '%s\t-\t-\t%s\n' "$name" \
    "$(tail -n 1 "$WORK/$name.log")" >>"$WORK/$name.rows"
  sed "s/^/$name: /" "$WORK/$name.log"
}

# With --one this script is called again, by xargs below.
if [ "${1-}" = --one ]; then
  run_one "$2"
  exit 0
fi
WORK=$(mktemp -d "${TMPDIR:-/tmp}/balsys-torture.XXXXXX") || exit 70
export WORK
trap 'rm -rf "$WORK"' EXIT

for script in tests/fault/*.sh; do
  name=${script##*/}
  if wanted "${name%.sh}" "$@"; then printf '%s\0' "$script"; fi
done | xargs -0 -n 1 -P "${JOBS:-$(nproc)}" bash tests/torture.sh --one
cat "$WORK"/*.rows >"$WORK/rows"

machine() {
  printf 'Made %s at %s with %s,\n%s, %s processors, by `make torture`.\n\n' \
    "$(date +%F)" "$(git rev-parse --short HEAD 2>/dev/null || echo '?')" \
    "$(${CC:-cc} --version | head -n 1)" "$(uname -sm)" "$(nproc)"
}
{
  machine
  echo '| what | tried | survived | in |'
  echo '| --- | --: | --: | --: |'
  awk -F '\t' '{
    tried += $2
    survived += $3
    gsub(/\|/, "\\|", $1)
    printf "| %s | %s | %s | %s |\n", $1, $2, $2 == $3 ? $3 : "**" $3 "**", $4
  }
  END { printf "| all | %d | %d | |\n", tried, survived }' "$WORK/rows"
  if [ -s "$WORK/order.rows.order" ]; then
    printf '\nA checkpoint, as strace sees it:\n\n'
    sed 's/^/    /' "$WORK/order.rows.order"
  fi
} >"$WORK/report"
cat "$WORK/report"
if [ $# -eq 0 ] && [ "$TORTURE" = full ]; then
  tests/bench/keep.sh torture tests/fault/README.md <"$WORK/report" ||
    exit 70
fi
[ ! -e "$WORK/failed" ]
