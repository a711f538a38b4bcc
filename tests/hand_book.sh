# A book made by hand, for tests of what looks at books: its files by awk, their
# sums by sha256sum.  To be sourced.

# Make the sums of files, in blocks that end with the first line that ends 1 MiB
# or more behind where they begin.
sums() {
  local file before begin offset lines
  for file; do
    echo offset,lines,sha256 >"$file.sum"
    before='' begin=0
    while read -r offset lines; do
      before=$({ printf %s "$before"; tail -c +$((begin + 1)) "$file" |
        head -c $((offset - begin)); } | sha256sum)
      before=${before%% *}
      echo "$offset,$lines,$before" >>"$file.sum"
      begin=$offset
    done < <(awk '{ at += length + 1 }
      at - begin >= 1048576 { print at, NR; begin = at }
      END { if (at > begin) print at, NR }' "$file")
  done
}

# hand_ledger DIR COUNT: the ledger's part of a book.  Account A opens with 1000.00,
# the others with nothing; no debit may leave less than -5000.00.
hand_ledger() {
  local dir=$1
  mkdir -p "$dir"
  cat >"$dir/book" <<'END'
option,value
id,00112233445566778899aabbccddeeff
known,known.csv
ledger-as,balance
limits,limits.csv
min-balance,-5000.00
opening,opening.csv
scale,2
END
  printf 'account,balance\nA,1000.00\n' >"$dir/opening.csv"
  printf 'account,min_balance,max_amount\nB,,700.00\n' >"$dir/limits.csv"
  printf 'id,time,account,amount,content,reason\nk1,,A,5.00,yes,\nk2,,,,no,\n' \
    >"$dir/known.csv"
  awk -v count="$2" 'function money(pence,   sign) {
      sign = pence < 0 ? "-" : ""
      if (pence < 0) pence = -pence
      return sprintf("%s%d.%02d", sign, int(pence / 100), pence % 100)
    }
    BEGIN {
      print "id,account,amount,note,balance"
      balance["A"] = 100000
      for (i = 1; i <= count; i++) {
        account = substr("ABC", i % 3 + 1, 1)
        amount = (i * 7919) % 60000 - (balance[account] > 0 ? 30000 : 0)
        balance[account] += amount
        print "t" i "," account "," money(amount) "," \
          (i % 5 ? "plain" : "\"a, quoted\"") "," money(balance[account])
      }
    }' >"$dir/ledger.csv"
  cat >"$dir/rejects.csv" <<'END'
file,line,reason,detail,record
in.csv,3,amount,"amount ""x"" is not an amount","r1,A,x,note"
in.csv,4,limit,"amount ""700.01"" is over the max_amount of account ""B""","r2,B,700.01,note"
in.csv,5,conflict,"id ""t1"" was decided before, with other content","t1,A,1.00,note"
in.csv,6,nul,the line has a NUL in it,"r3,A,1.00,\0"
in.csv,7,quote,"a quote is not closed in ""r4,A,1.00,""x""","r4,A,1.00,""x"
in.csv,8,columns,3 fields where the header has 4,"r5,A,1.00"
in.csv,9,blank,the line is blank,
END
  sums "$dir"/{book,opening.csv,limits.csv,known.csv,ledger.csv,rejects.csv}
}

# hand_batch DIR WINDOW CAP OPTION...: the part of batch in a book that has a
# ledger.csv, by the plain filter.
hand_batch() {
  local dir=$1 window=$2 cap=$3
  shift 3
  local method=best
  [ "${1-}" != --method ] || method=$2
  (
    cd "$dir" || exit
    balsys-batch --window "$window" --cap "$cap" --at-end hold --quiet \
      --report windows.csv --rejects oversize.csv "$@" ledger.csv >batches.csv
    [ -f book ] || printf 'option,value\nid,%s\nscale,2\n' \
      00112233445566778899aabbccddeeff >book
    {
      cat book
      printf '%s\n' 'batch-as,"window,batch"' "cap,$cap" \
        "certificate,$([ -f certificates.csv ] && echo yes || echo no)" \
        "method,$method" output,lines "window,$window"
      [ $method != best ] || echo effort,3
    } >book.new
    { head -n 1 book.new; tail -n +2 book.new | sort; } >book
    rm book.new
    sums book batches.csv windows.csv oversize.csv
    [ ! -f certificates.csv ] || sums certificates.csv
  )
}

# hand_submitted DIR COUNT: its first windows were submitted, as lines; each key
# is the hash of the book's id, the window's number, and what was submitted.
hand_submitted() {
  local dir=$1 window id
  id=$(sed -n 's/^id,//p' "$dir/book")
  echo window,submission >"$dir/submitted.csv"
  for ((window = 1; window <= $2; window++)); do
    {
      echo "$id,$window"
      head -n 1 "$dir/batches.csv"
      awk -F, -v window=$window 'NR > 1 && $(NF - 1) == window' \
        "$dir/batches.csv"
    } | sha256sum | sed "s/^/$window,/;s/ .*//" >>"$dir/submitted.csv"
  done
  sums "$dir/submitted.csv"
}
