#!/bin/bash
# Keep standard input in a README, the one beside this script if none is named,
# where the last run of that name was:
#
#   tests/bench/keep.sh NAME [README] <REPORT
set -u
readme=${2-$(dirname "$0")/README.md}
work=$(mktemp) || exit 70
trap 'rm -f "$work"' EXIT
awk -v begin="<!-- the last run of $1 -->" -v end="<!-- its end: $1 -->" '
  NR == FNR { report = report $0 "\n"; next }
  $0 == begin { print; printf "\n%s\n", report; inside = kept = 1 }
  $0 == end { inside = 0 }
  !inside { print }
  END { exit !kept }
' - "$readme" >"$work" && cat "$work" >"$readme"
