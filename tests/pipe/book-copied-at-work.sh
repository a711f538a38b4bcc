# A copy of a book that was made file by file while the book grew, in the order
# that balsys-book(5) says, ends as the book itself when inputs are given again.
# In another order it does not.
status=0
# A line for the result of the command before.
is() {
  if [ $? -eq 0 ]; then echo "ok - $1"; else echo "not ok - $1" && status=1; fi
}

# The page's order, from the page.
order=$(awk '/^cd books.main && mkdir/ { on = 1; sub(/.*for file in /, "") }
  on && /^do/ { exit }
  on { gsub(/\\e/, ""); print }' "$TOP/cmd/balsys-book.5")
[ "$(echo $order | wc -w)" -ge 11 ]
is "the page has an order"

# 16 parts of an input with something for every file: amounts that are none,
# records that come twice, debits that a limit refuses and that it would not
# refuse later, and amounts that no batch may hold.
awk 'BEGIN {
  for (part = 1; part <= 16; part++) {
    file = sprintf("part%02d.csv", part)
    print "id,account,amount" >file
    for (i = 1; i <= 50; i++) {
      id = part * 100 + i
      if (i % 10 == 1)
        print id ",p" part ",-100" >file
      else if (i % 10 == 2)
        print id ",a,1e5" >file
      else if (i % 10 == 3)
        print (id - 60) ",b,10.00" >file
      else if (i % 25 == 4)
        print id ",b,1000000.01" >file
      else if (i == 50)
        print id ",p" part ",999.99" >file
      else
        print id ",a,150.00" >file
    }
  }
}'

work() {
  local book=$1
  shift
  balsys-ledger --quiet --book $book --min-balance 0 "$@"
  [ $? -le 1 ] || return
  balsys-batch --quiet --book $book --window 20 \
    --certificate $book/certificates.csv --submit 'cat >>sent'
  [ $? -le 1 ]
}

# Copy a book while it grows: a file at a time, in the order given, with a part
# of the input between two.  Sums come first, all at once.
copy_at_work() {
  local book=$1 copy=$2 part=0 name
  shift 2
  mkdir $copy
  for name; do
    part=$((part + 1))
    work $book "$(printf part%02d.csv $part)" || return
    if [ -e $book/$name ]; then cp -p $book/$name $copy || return; fi
  done
  for name in part*.csv; do work $book $name || return; done
}
same() {
  (cd $1 && find . ! -name '*.ckpt' | sort) >names
  (cd $2 && find . ! -name '*.ckpt' | sort) | diff names - >&2 || return
  diff -r -x '*.ckpt' $1 $2 >&2
}

set -- $(ls part*.csv)
work whole part01.csv
is "a book is made"
mkdir grown && cp whole/book whole/book.sum grown
work whole "$@"
is "all parts go into it"
(cd whole && ls | grep -v -e '\.ckpt$' -e '\.sum$') |
  while read -r name; do
    case " $(echo $order) " in *" $name "*) ;; *) echo $name ;; esac
  done | { ! grep . >&2; }
is "the order has all of its files"

rest=$(for name in $order; do case $name in *.sum) ;; *) echo $name ;; esac; done)
work grown part01.csv && cp -p grown/*.sum . &&
  copy_at_work grown copy $rest
is "a copy is made while a book grows"
same whole grown
is "the book itself is as one that was not copied"
cp -p ./*.sum copy && work copy "$@"
is "what was copied is gone on with"
same whole copy
is "the copy has become the same"

# The order turned round.
mkdir other && cp whole/book whole/book.sum other
turned=$(echo $rest | tr ' ' '\n' | tac)
work other part01.csv && copy_at_work other wrong $turned
is "another copy is made in the other order"
work wrong "$@"
! same whole wrong 2>/dev/null
is "that one does not become the same"
exit $status
