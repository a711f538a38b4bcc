#!/bin/bash
# Hand batches to an audit service, each window once and in order, whatever
# happens on the way.
#
# The service is a folder here.  For one that is called by HTTP the command
# could be
#
#   curl -sS --fail --max-time 60 -H "Idempotency-Key: $BALSYS_SUBMISSION" \
#     --data-binary @- https://audit.example/submissions
#
# What the service must do is in "receive": a submission whose key it knows
# already is none that is new, and is answered as if it were.
set -o pipefail
command -v balsys-ledger >/dev/null ||
  PATH=$(cd "$(dirname "$0")/.." && pwd)/build:$PATH
work=$(mktemp -d) || exit
trap 'rm -rf "$work"' EXIT
cd "$work" && mkdir inbox books service || exit

# The service: it may be out of order, and its answer may be lost on the way.
cat >receive <<'END'
#!/bin/sh
echo "call for window $BALSYS_WINDOW" >>calls
if [ -e out-of-order ]; then exit 22; fi
if ! [ -e "service/$BALSYS_SUBMISSION" ]; then
  cat >service/part && mv service/part "service/$BALSYS_SUBMISSION" &&
    echo "$BALSYS_SUBMISSION" >>order || exit
fi
if [ -e answer-is-lost ]; then rm answer-is-lost && exit 28; fi
END
chmod +x receive

# All files are given again each night; the book knows what is new.
night() {
  balsys-ledger --book books/main inbox/*.csv
  [ $? -le 1 ] && balsys-batch --book books/main --window 3 --cap 1000 \
    --output submissions --retries 1 --retry-wait 0 --submit ./receive
  echo "status $?"
}

echo "Monday: an answer is lost, and the window comes again"
printf 'id,amount\nm1,700\nm2,-450\nm3,300\nm4,550\n' >inbox/1-monday.csv
touch answer-is-lost
night 2>&1
echo "Tuesday: the service is out of order"
printf 'id,amount\nt1,-1000\nt2,12.50\nt3,80\n' >inbox/2-tuesday.csv
touch out-of-order
night 2>&1
echo "Wednesday: it is back, and gets what is left of Tuesday first"
printf 'id,amount\nw1,-250.25\nw2,999\n' >inbox/3-wednesday.csv
rm out-of-order
night 2>&1

echo "How often it was called, and what it has got:"
uniq -c calls
for key in $(cat order); do cat "service/$key"; done

balsys-ledger --check books/main && balsys-batch --check books/main &&
  echo "The book is right, and so is what it says was submitted."
