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
work=$(mktemp -d "${TMPDIR:-/tmp}/balsys-torture.XXXXXX") || exit 70
trap 'rm -rf "$work"' EXIT

wanted() {
  local name=$1 part
  shift
  [ $# -eq 0 ] && return
  for part; do
    case $name in *"$part"*) return ;; esac
  done
  return 1
}

status=0
for script in tests/fault/*.sh; do
  name=${script##*/} name=${name%.sh}
  wanted "$name" "$@" || continue
  echo "$name"
  mkdir "$work/$name"
  (cd "$work/$name" && REPORT=$work/$name.rows bash "$TOP/$script" </dev/null) \
    >"$work/$name.log" 2>&1
  ended=$?
  sed 's/^/  /' "$work/$name.log"
  if grep -q '^not ok' "$work/$name.log" ||
      { [ $ended -ne 0 ] && [ $ended -ne 77 ]; }; then
    status=1
    echo "  not survived: status $ended"
  fi
  [ $ended -ne 77 ] || printf '%s\t-\t-\t%s\n' "$name" \
    "$(tail -n 1 "$work/$name.log")" >>"$work/$name.rows"
  cat "$work/$name.rows" >>"$work/rows"
done

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
    if ($2 != $3) $3 = "**" $3 "**"
    printf "| %s | %s | %s | %s |\n", $1, $2, $3, $4
    tried += $2
    survived += $3
  }
  END { printf "| all | %d | %d | |\n", tried, survived }' "$work/rows"
  if [ -s "$work/order.rows.order" ]; then
    printf '\nA checkpoint, as strace sees it:\n\n'
    sed 's/^/    /' "$work/order.rows.order"
  fi
} >"$work/report"
cat "$work/report"
if [ $# -eq 0 ] && [ "$TORTURE" = full ]; then
  tests/bench/keep.sh torture tests/fault/README.md <"$work/report" ||
    status=70
fi
exit $status
