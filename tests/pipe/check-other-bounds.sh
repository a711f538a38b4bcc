# examples/check-duals.c finds right the values that prove a bound, and wrong
# those that do not; examples/check-l3.awk does so with reductions.  The
# certificates were made by hand.
status=0
is() {
  if [ $? -eq 0 ]; then echo "ok - $1"; else echo "not ok - $1" && status=1; fi
}
${CC:-cc} -O2 -Wall -o check-duals "$TOP/examples/check-duals.c" >&2
is 'check-duals.c is built without a warning'
check() {
  case $1 in
  values) ./check-duals ;;
  l3) sort -t , -k 1,1n -k 8,8nr | ${AWK:-awk} -f "$TOP/examples/check-l3.awk" ;;
  esac >said
}
# Does checker $1 find what sed $3 does to the certificate, as $4 says?
finds() {
  sed "$3" good.csv >bad.csv
  ! cmp -s good.csv bad.csv && { check "$1" <bad.csv; [ $? -eq "${5:-1}" ]; } &&
    grep -q "$4" said || { cat said >&2; false; }
  is "$1: $2"
}

# A window: lower_bound cap bound parameter, and AMOUNT/VALUE of its records.
number=0
window() {
  local said=9,$1,$3,$4 cap=$2
  shift 4
  number=$((number + 1))
  printf "$number,$#,$cap,$said,%s,1,%s,\"x,\"\"1\"\n" $(printf '%s\n' "$@" |
    sed 's,/, ,; t; s,$, x,') | sed 's/,x,"x/,,"x/'
}
{
  echo window,count,cap,batches,lower_bound,bound,parameter,amount,batch,value,id
  # None of four goes with another: 4 over 3 times 1.
  window 4 100 STAIRS 0 51/1 51/1 51/1 51/1 49/0 41/0
  # Three batches would be full, but 7 goes with nothing that fills one.
  window 4 10 CG 0 7/1 5/0 5/0 5/0 4/0 4/0
  # The same in which what fills a batch counts less than nothing.
  window 4 10 CG 0 7/-1 5/-2 5/-2 5/-2 4/0 4/0
  # Nothing fills a batch at all.
  window 3 10 CG 0 7/0 7/0 6/0
  # No value is needed where the total is too much.
  window 2 10 CG 0 10/0 1/0 0/0
  # One batch is always needed.
  window 1 10 CG 0 0/0
  # Rounding: where room is counted by thousands, a unit still counts.
  window 3 100000000000 CG 0 33333333334/1 33333333334/1 33333333334/1 \
    33333333334/1 33333333334/1
  # The like of the second, where full batches do not look so when rounded.
  window 4 100000000000 CG 0 70000000000/1 50000000000/0 50000000000/0 \
    50000000000/0 40000000000/0 40000000000/0
  window 2 10 L1 0 6 5
  # 10 and, as 3 and 3 do not fit beside it, 7 with 3; of 4, 4, 3 no L2 says 2.
  window 3 10 L3 0 10 7 3 6 4 4 4 4
  # Once 1 is left out, 11 has but one beside it.
  window 3 20 L3 1 11 10 7 7 4 1
} >good.csv

check values <good.csv && grep -qx '11 windows: 8 bounds by values checked' said
is 'values: what is right is right'
finds values 'a bound that is too high' '/^1,/s/,9,4,/,9,5,/' \
  '^window 1: its values do not prove 5$'
finds values 'an amount that is smaller' '3s/,51,/,46,/' '^window 1: '
finds values 'a value that is smaller' '3s/,1,1,/,1,0,/' '^window 1: '
finds values 'a value too large for a batch' '3s/,1,1,/,1,3,/' '^window 1: '
finds values 'an amount that fits' '/^2,/s/,4,1,/,3,1,/' '^window 2: '
finds values 'values that are less than nothing, for too little' \
  '/^3,/s/,-1,/,-9,/' '^window 3: '
finds values 'a cap that is larger' '/^4,/s/,10,/,13,/' '^window 4: '
finds values 'the total of another bound' '/^5,/s/,9,2,/,9,3,/' '^window 5: '
finds values 'a unit less in a large cap' '/^7,/s/33333333334/33333333333/' \
  '^window 7: '
finds values 'values of a batch that is full' \
  '/^8,/s/,50000000000,1,0/,50000000000,1,1/' '^window 8: '
finds values 'a record that is missing' 4d '5 records are there, not 6'
finds values 'a record that is there twice' 4p '7 records are there, not 6'
finds values 'another bound within a window' '4s/,9,4,/,9,2,/' \
  'another bound' 2
finds values 'a value that is none' '3s/,1,1,/,1,,/' 'a number that is none' 2
finds values 'a value too large' '3s/,1,1,/,1,1099511627777,/' 'too large' 2
finds values 'a value of nothing' '/^6,/s/,1,0,/,1,1,/' 'value of nothing' 2
finds values 'another header' '1s/value/worth/' 'no header' 2

for AWK in awk mawk gawk 'busybox awk' original-awk; do
  if ! command -v ${AWK%% *} >which || ! $AWK 'BEGIN { }' 2>which; then
    echo "skip - l3: $AWK is not installed"
    continue
  fi
  check l3 <good.csv && grep -qx '2 bounds L3 checked' said
  is "l3: what is right is right, by $AWK"
done
AWK=awk
finds l3 'a bound that is too high' '/^10,/s/,9,3,/,9,9,/' '^window 10: L3 proves [0-9], not 9'
finds l3 'another parameter' '/L3,1,/s/L3,1/L3,0/' '^window 11: L3 proves 2, not 3'
finds l3 'numbers that 53 bits do not hold' \
  '/^10,/s/,10,9/,9007199254740990,9/' '^window 10: .* 53 bits' 2
exit $status
