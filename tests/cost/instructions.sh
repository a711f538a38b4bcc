#!/bin/bash
# What records cost, in instructions that valgrind counts, is within 5 % of what
# instructions.txt beside this script says: a change that costs more must say so
# there.  One that costs less must, too, or the next could take it back unseen.
# "make accept-cost" writes the file anew.
#
# The numbers hold for a compiler with its options, and for a libc, that of
# quoted fields for a libcsv, too; functions of libc that have a variant for
# newer processors are kept to the plain one.  As hashes are seeded anew in every
# run, the median of three is taken.
set -u
kept=$TOP/tests/cost/instructions.txt
for need in valgrind readelf; do
  if ! command -v $need >log; then
    echo "skip - instructions: there is no $need"
    exit
  fi
done

compiler=$(readelf --debug-dump=info "$(command -v balsys-ledger)" 2>log |
  sed -n '/DW_AT_producer/{ s/.*DW_AT_producer[^:]*: //; s/^(.*): //; p; q }')
libc=$(getconf GNU_LIBC_VERSION 2>log)
# The file that is loaded: libcsv.so.3.0.2.
libcsv=$(ldd "$(command -v balsys-ledger)" 2>log |
  awk '$1 ~ /^libcsv\.so/ { print $3 }')
libcsv=$(basename "$(readlink -f "$libcsv" 2>log)")
if [ -z "$compiler" ] || [ -z "$libc" ]; then
  echo 'skip - instructions: what they were compiled by cannot be told'
  exit
fi
if [ -z "${ACCEPT-}" ]; then
  for held in "compiler: $compiler" "libc: $libc"; do
    if ! grep -qxF "$held" "$kept"; then
      echo "skip - instructions: none are kept for $held"
      exit
    fi
  done
fi

# A name for each command that is counted, and the command.
commands='
ledger         balsys-ledger plain.csv
ledger-quoted  balsys-ledger quoted.csv
ledger-unique  balsys-ledger --unique plain.csv
batch          balsys-batch --jobs 1 balances.csv
stats          balsys-stats balances.csv
gen            balsys-gen --no-wait --count 20000 --accounts 1000 --seed 1
'
if [ -z "${ACCEPT-}" ] && ! { [ -n "$libcsv" ] &&
    grep -qxF "libcsv: $libcsv" "$kept"; }; then
  echo "skip - ledger-quoted: none is kept for libcsv: ${libcsv:-unknown}"
  commands=$(grep -v '^ledger-quoted ' <<<"$commands")
fi
balsys-gen --no-wait --count 20000 --accounts 1000 --seed 1 \
  --start 2026-01-01T00:00:00Z >plain.csv || exit 1
sed 's/[^,]*/"&"/g' plain.csv >quoted.csv
balsys-ledger plain.csv >balances.csv || exit 1

# The instructions of one run of a command.
count() {
  GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-AVX,-SSE4_2,-SSE4_1,-SSSE3,-BMI2,-ERMS \
    valgrind --tool=callgrind --callgrind-out-file=callgrind.out "$@" \
    2>&1 >out | sed -n 's/.*Collected : //p'
}

# NAME INSTRUCTIONS of all.
counts() {
  while read -r name command; do
    [ -n "$name" ] || continue
    for _ in 1 2 3; do
      # shellcheck disable=SC2086 # it is a command and its arguments
      count $command
    done | sort -n | sed -n "2s/^/$name /p"
  done <<<"$commands"
}

counts >counted
if [ -n "${ACCEPT-}" ]; then
  {
    sed -n '/^#/p' "$kept"
    echo "compiler: $compiler"
    echo "libc: $libc"
    echo "libcsv: $libcsv"
    cat counted
  } >new && cat new >"$kept"
fi
awk -v names="$(awk 'NF { printf "%s ", $1 }' <<<"$commands")" '
  NR == FNR { kept[$1] = $2; next }
  { counted[$1] = $2 }
  END {
    n = split(names, name)
    for (i = 1; i <= n; i++) {
      was = kept[name[i]]
      is = counted[name[i]]
      if (!was || !is) {
        print "not ok - " name[i] ": " (is ? "no number is kept" : "not counted")
        continue
      }
      more = (is - was) * 100 / was
      if (more > 5 || more < -5)
        printf "not ok - %s costs %.1f %% %s: %d instructions, kept is %d;" \
          " if it should, make accept-cost\n", name[i], more < 0 ? -more : more,
          more < 0 ? "less" : "more", is, was
      else
        print "ok - " name[i] " costs what is kept"
    }
  }' "$kept" counted
