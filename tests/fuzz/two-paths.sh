# To be sourced: run a command on the same bytes as a file, of which it may take
# many records at a time, and in pieces, of which it cannot, and hold equal all
# that it writes, says and returns.
#
#   trouble SEED LINES                make in.csv
#   same SIZE FILE COMMAND [ARG ...]  FILE, an absolute path, is its input
#   same_files SIZE COMMAND [ARG ...] inputs/* are, and are operands, too
#   two_paths_end NAME STATUS ...     say how it went; each was to be met
#
# SIZE is how much of a piece dribble writes at a time; 0: a line.  What the
# command writes, it writes into the folder where it runs.
set -u
tools=$TOP/$BUILD/tests/fuzz

two_paths_start() { differing=0 status_0=0 status_1=0 status_65=0; }
two_paths_start

trouble() { "$tools/make_trouble" "$1" "$2" >in.csv; }

new_folders() {
  rm -rf whole pieces
  mkdir whole pieces
}

# compare WHAT: what came out in both folders?
compare() {
  local status
  status=$(cat whole/status)
  case $status in
  0 | 1 | 65) eval "status_$status=$((status_$status + 1))" ;;
  *) echo "status $status: $1" >&2 && differing=$((differing + 1)) ;;
  esac
  diff -rq whole pieces >differs && return
  differing=$((differing + 1))
  [ $differing -gt 3 ] && return
  echo "not the same: $1" >&2
  diff -ra whole pieces | cut -c 1-200 | head -n 8 >&2
}

same() {
  local size=$1 file=$2
  shift 2
  new_folders
  (cd whole && "$@" <"$file" >out 2>err; echo $? >status)
  (cd pieces && "$tools/dribble" "$size" <"$file" | "$@" >out 2>err
    echo $? >status)
  compare "${seed+seed $seed, }pieces of $size: $*"
}

same_files() {
  local size=$1 names name feeders=
  shift
  new_folders
  names=$(ls inputs)
  cp inputs/* whole
  # shellcheck disable=SC2086 # names of one word
  (cd whole && "$@" $names >out 2>err; echo $? >status)
  for name in $names; do
    mkfifo "pieces/$name"
    "$tools/dribble" "$size" <"inputs/$name" >"pieces/$name" &
    feeders="$feeders $!"
  done
  # shellcheck disable=SC2086 # likewise
  (cd pieces && "$@" $names >out 2>err; echo $? >status)
  # Those that it did not come to still wait for a reader.
  # shellcheck disable=SC2086 # numbers
  kill $feeders 2>kill.err
  # shellcheck disable=SC2086 # likewise
  wait $feeders
  for name in $names; do rm "whole/$name" "pieces/$name"; done
  compare "${seed+seed $seed, }pieces of $size: $* $names"
}

# Where nobody ever failed, there was nothing to compare.
two_paths_end() {
  local name=$1 status met
  shift
  if [ $differing -gt 0 ]; then
    echo "not ok - $name: $differing runs differ"
    two_paths_start
    return
  fi
  for status in "$@"; do
    met=status_$status
    [ "${!met}" -gt 0 ] || echo "not ok - $name: no run has status $status"
  done
  echo "ok - $name: $((status_0 + status_1 + status_65)) runs"
  two_paths_start
}
