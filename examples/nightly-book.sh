#!/bin/bash
# Every night: post what is new in a folder of files into a book, and put it
# into batches.
#
#   examples/nightly-book.sh [INBOX BOOK]
#
# made for a line such as this in crontab(5):
#
#   15 2 * * *  chronic /usr/local/bin/nightly-book.sh "$HOME/inbox" "$HOME/book"
#
# Files may stay in INBOX, overlap, be sent again, or be corrected: an id is
# decided once.  A night that was killed, or stopped at a file that is still
# being written, needs nothing: the next one goes on from there.
#
# The status is 0 where nothing is new but what was accepted, and 1 where
# records were refused that were not before; else that of the command that
# could not go on: 75 if another run has the book.  What the commands say of
# records that came again is of no interest to anybody, so chronic(1) keeps
# their words to itself where the status is 0, and cron sends a mail only when
# there is something to do.
#
# Without operands it plays four nights.  It wants: chronic
set -o pipefail
shopt -s extglob nullglob
command -v balsys-ledger >/dev/null ||
  PATH=$(cd "$(dirname "$0")/.." && pwd)/build:/usr/local/bin:$PATH

night() {
  local inbox=$1 book=$2 files ledger batch
  files=("$inbox"/*.csv?(.gz))
  [ ${#files[@]} -gt 0 ] || return 0

  balsys-ledger --book "$book" "${files[@]}"
  ledger=$?
  [ $ledger -le 1 ] || return $ledger
  balsys-batch --book "$book"
  batch=$?
  [ $batch -le 1 ] || return $batch
  return $((ledger | batch))
}

if [ $# -eq 2 ]; then
  night "$1" "$2"
  exit
elif [ $# -ne 0 ]; then
  echo "usage: nightly-book.sh [INBOX BOOK]" >&2
  exit 64
fi

self=$(cd "$(dirname "$0")" && pwd)/${0##*/}
work=$(mktemp -d) || exit
trap 'rm -rf "$work"' EXIT
cd "$work" && mkdir inbox || exit

# What cron does; a mail is what it prints.
cron() {
  chronic "$self" inbox book 2>&1
  echo "status $?"
}

# A book is made once, by hand, with the options that shape it; from then on
# it knows them.
printf 'id,account,amount\n' >none.csv
balsys-ledger --book book --min-balance -100 none.csv &&
  balsys-batch --book book --window 2 --cap 200 || exit

echo "Monday: an amount that cannot be read"
printf 'id,account,amount\nm1,shop,120.00\nm2,shop,-15.OO\nm3,till,30.00\n' |
  gzip >inbox/1-monday.csv.gz
cron

echo "Tuesday: the amount is corrected; all of Monday is sent again"
printf 'id,account,amount\nm1,shop,120.00\nm2,shop,-15.00\nm3,till,30.00
t1,till,80.00\n' >inbox/2-tuesday.csv
cron

echo "Wednesday: a file is still being written"
printf 'id,account,amount\nw1,till,80.00\nw2,till,-7' >inbox/3-wednesday.csv
cron

echo "Thursday: it is whole"
printf '.25\nw3,shop,5.00\n' >>inbox/3-wednesday.csv
cron

for file in ledger rejects batches; do
  echo "$file.csv:"
  cat "book/$file.csv"
done
