#!/bin/bash
# Run the tests and count them; the last line is "N passed, N failed".
#
#   tests/run.sh [PART ...]     only tests whose path contains a PART
#
# A test is a program under $BUILD/tests/unit, a script under tests/cost, fault,
# pipe or style, or a golden case under tests/cli: NAME.sh with
# what it must print and return in NAME.out, NAME.err and NAME.exit beside it;
# a file that is not there means nothing printed, or status 0.
#
# Every test runs in an empty folder of its own, with the commands first in
# PATH.  One that prints lines "ok - NAME", "not ok - NAME" or "skip - NAME:
# WHY" is counted by these; every other by its status, 77 being a skip whose
# reason is the last line that it printed.
set -u
cd "$(dirname "$0")/.." || exit 70
TOP=$PWD
export TOP
export BUILD=${BUILD:-build}
export PATH=$TOP/$BUILD:$PATH LC_ALL=C TZ=UTC
unset POSIXLY_CORRECT
# Seconds; a test that hangs has failed.
LIMIT=300

# Compare what a golden case did with what it should have done.
golden() {
  local base=${1%.sh} status=$2 wanted=0 bad=0
  [ -f "$base.exit" ] && wanted=$(cat "$base.exit")
  if [ "$status" -ne "$wanted" ]; then
    echo "status $status, wanted $wanted" && bad=1
  fi
  for kind in out err; do
    if [ -f "$base.$kind" ]; then cat "$base.$kind"; fi |
      diff -u --label "wanted.$kind" --label "got.$kind" - "$kind" || bad=1
  done
  return $bad
}

# Run one test; print its result lines, and what it said if it failed.
run_one() {
  local test=$1 name dir status
  name=${test#"$TOP"/}
  name=${name#"$BUILD"/}
  dir=$(mktemp -d "$WORK/test.XXXXXX")
  cd "$dir" || exit 70
  mkdir run && cd run || exit 70
  case $test in
  *.sh) timeout -k 5 $LIMIT bash "$test" >../out 2>../err </dev/null ;;
  *) timeout -k 5 $LIMIT "$test" >../out 2>../err </dev/null ;;
  esac
  status=$?
  cd ..
  if [[ $name == tests/cli/*/* ]]; then
    if golden "$test" $status >differs; then
      echo "ok - $name"
    else
      echo "not ok - $name"
      cat differs >&2
    fi
  elif grep -qE '^(ok|not ok|skip) - ' out; then
    sed -nE "s#^(ok|not ok|skip) - #&$name: #p" out
    if grep -q '^not ok' out; then
      cat err >&2
    elif [ $status -ne 0 ]; then
      echo "not ok - $name: status $status"
      tail -n 20 err >&2
    fi
  elif [ $status -eq 77 ]; then
    echo "skip - $name: $(tail -n 1 out)"
  elif [ $status -eq 0 ]; then
    echo "ok - $name"
  else
    echo "not ok - $name (status $status)"
    tail -n 20 out err >&2
  fi
  rm -rf "$dir"
}

# With --one this script is called again, by xargs below.
if [ "${1-}" = --one ]; then
  run_one "$2" >"$(mktemp "$WORK/result.XXXXXX")" 2>&1
  exit 0
fi
WORK=$(mktemp -d "${TMPDIR:-/tmp}/balsys-check.XXXXXX") || exit 70
export WORK
trap 'rm -rf "$WORK"' EXIT

wanted() {
  [ $# -eq 1 ] && return 0
  local test=$1 part
  shift
  for part; do
    case $test in *"$part"*) return 0 ;; esac
  done
  return 1
}

for test in "$TOP/$BUILD"/tests/unit/* "$TOP"/tests/{cli,cost,fault,pipe,style}/*.sh \
    "$TOP"/tests/cli/*/*.sh; do
  case $test in *.d | *.o) continue ;; esac
  if [ -f "$test" ] && wanted "$test" "$@"; then
    printf '%s\0' "$test"
  fi
done >"$WORK/tests"

xargs -0 -n 1 -P "$(nproc)" bash tests/run.sh --one <"$WORK/tests"
cat "$WORK"/result.* >"$WORK/results" 2>/dev/null
if [ "$(tr -cd '\0' <"$WORK/tests" | wc -c)" -ne "$(find "$WORK" \
    -maxdepth 1 -name 'result.*' -size +0 | wc -l)" ]; then
  echo 'not ok - every test has a result' >>"$WORK/results"
fi
grep -v '^ok - ' "$WORK/results"
count() { grep -c "^$1 - " "$WORK/results"; }
passed=$(count ok) failed=$(count 'not ok') skipped=$(count skip)
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
