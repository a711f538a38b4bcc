#!/bin/bash
# Every night: post what is new in a folder of files, and put it into batches.
#
#   examples/nightly.sh [INBOX BOOK]
#
# made for a line such as this in crontab(5):
#
#   15 2 * * *  /usr/local/bin/nightly.sh "$HOME/inbox" "$HOME/book"
#
# Files may stay in INBOX, be sent again, or be corrected: an id is posted
# once.  BOOK gets a folder a night, 0001 and so on, which is there as a whole
# or not at all: a night that was killed, or stopped at a file that is still
# being written, is done again by the next.  A night without trouble is silent;
# what was said in it stands in its folder, in the file messages.
#
# The status is 0; 1 if records were refused, which are named every night until
# they are corrected or taken away; 75 if the night before is still at work;
# else that of the step that failed.  Without operands it plays three nights.
set -o pipefail
command -v balsys-ledger >/dev/null ||
  PATH=$(cd "$(dirname "$0")/.." && pwd)/build:/usr/local/bin:$PATH

# Run a step of the night: 1 is noted, more ends the night.
step() {
  "$@" 2>>"$new/messages"
  local status=$?
  if [ $status -gt 1 ]; then
    cat "$new/messages" >&2
    exit $status
  fi
  if [ $status -eq 1 ]; then result=1; fi
}

# What all earlier nights posted, as one file, and where their balances ended.
recall() {
  past=("$book"/[0-9][0-9][0-9][0-9])
  number=1 told=(--unique)
  if [ ${#past[@]} -eq 0 ]; then return; fi
  number=$((10#${past[-1]##*/} + 1))
  step cat "${past[@]/%//posted.csv}" >"$new/known.csv"
  told=(--known "$new/known.csv" --opening "${past[-1]}/closing.csv")
}

# One night.  It is a subshell: exit ends the night, not the script.
night() (
  inbox=$1 book=$2 new=$2/unfinished result=0
  shopt -s nullglob
  mkdir -p "$book" && exec 9>"$book/lock" || exit 73
  flock -n 9 || { echo "nightly: $book is still at work" >&2; exit 75; }
  files=("$inbox"/*.csv "$inbox"/*.csv.gz)
  if [ ${#files[@]} -eq 0 ]; then exit 0; fi
  rm -rf "$new" && mkdir "$new" || exit 73

  recall
  step balsys-ledger "${told[@]}" --closing "$new/closing.csv" \
    --rejects "$new/rejects.csv" "${files[@]}" >"$new/posted.csv"
  step balsys-batch --report "$new/windows.csv" \
    --rejects "$new/oversize.csv" "$new/posted.csv" >"$new/batches.csv"
  step balsys-stats --format json "$new/batches.csv" >"$new/figures.json"

  # Cron sends what is said; of ids that came again nobody needs to hear.
  if [ $result -ne 0 ]; then cat "$new/messages" >&2; fi
  rm -f "$new/known.csv"
  sync "$new"/* && mv "$new" "$book/$(printf %04d $number)" || exit 74
  exit $result
)

if [ $# -eq 2 ]; then
  night "$1" "$2"
  exit
elif [ $# -ne 0 ]; then
  echo "usage: nightly.sh [INBOX BOOK]" >&2
  exit 64
fi

work=$(mktemp -d) || exit
trap 'rm -rf "$work"' EXIT
cd "$work" && mkdir inbox || exit

echo "Monday: a file with an amount that cannot be read"
printf 'id,account,amount\nm1,shop,120.00\nm2,shop,-15.OO\n' >inbox/monday.csv
night inbox book 2>&1
echo "status $?"

echo "Tuesday: it is corrected, and a new file is still being written"
printf 'id,account,amount\nm1,shop,120.00\nm2,shop,-15.00\n' >inbox/monday.csv
printf 'id,account,amount\nt1,till,80.00\nt2,till,-7' >inbox/tuesday.csv
night inbox book 2>&1
echo "status $?"

echo "Wednesday: it is whole"
printf '.25\n' >>inbox/tuesday.csv
night inbox book 2>&1
echo "status $?"

for folder in book/0*; do
  echo "$folder:"
  cat "$folder/posted.csv"
done
cat book/0002/closing.csv
