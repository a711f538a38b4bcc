# No floating point comes near money: none in lib/ and cmd/ at all, but for
# the files listed here.
allowed='lib/pack/lp.c'
status=0
shopt -s lastpipe

nothing_in() {
  if read -r first; then
    { echo "$first"; cat; } >&2
    echo "not ok - $1"
    status=1
  else
    echo "ok - $1"
  fi
}

(cd "$TOP" && find lib cmd -name '*.[ch]' | sort) |
  grep -vxF "${allowed:-none}" >files
[ -s files ] || exit 1
(cd "$TOP" && xargs awk -f tests/style/code.awk) <files >code

words='float|double|_Float[0-9]+|__float128|_Decimal[0-9]+|complex|strto(f|d|ld)|atof|(pow|exp|exp2|expm1|log|log2|log10|log1p|sqrt|cbrt|hypot|floor|ceil|round|trunc|rint|nearbyint|l?lround|l?lrint|fabs|fmod|fmin|fmax|frexp|ldexp|modf|erf|tgamma|lgamma|sin|cos|tan)[fl]?[[:blank:]]*\(|drand48|difftime'
grep -wE "$words" code | nothing_in "no floating type and none of its functions"
grep -E '(^|[^[:alnum:]_.])([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+[eE][-+]?[0-9])' code |
  nothing_in "no floating number"
(cd "$TOP" && xargs grep -nE '%[-+#0-9.*]*[lL]?[fFeEgGaA]([^[:alnum:]]|$)' \
  /dev/null) <files | nothing_in "no floating number is printed or scanned"
grep -E 'include[[:blank:]]*<(math|tgmath|fenv|float|complex)\.h>' code |
  nothing_in "no header for it"
(cd "$TOP" && grep -nE '(^|[[:blank:]])-lm([[:blank:]]|$)' Makefile) |
  nothing_in "libm is not linked"

# What the compiler made of it computes with no such number either.
case $(uname -m) in
x86_64)
  machine='v?(add|sub|mul|div|sqrt|min|max|ucomi|comi|cmp[a-z]*)(s|p)[sd]|v?cvt[a-z0-9]*(ss|sd|ps|pd)[a-z0-9]*|v?cvtt?[sp][sd]2[a-z]*|f(add|sub|mul|div|ild|ist|sqrt|ld|stp?)[a-z]*'
  ;;
aarch64)
  machine='f(n?madd|n?msub|n?mul|add|sub|div|sqrt|cmp|cvt[a-z]*)|[su]cvtf'
  ;;
*)
  echo "skip - machine code: not known of $(uname -m)"
  exit $status
  ;;
esac
computes() {
  objdump -d --no-show-raw-insn "$@" |
    awk -v machine="^($machine)\$" '
      /file format/ { object = $1 }
      /^[0-9a-f]+ </ { name = $2 }
      $2 ~ machine { print object " " name " " $2 }
    '
}
echo 'long f(long a, long b) { return a + (long)(b * 0.1); }' >sum.c
${CC:-cc} -O2 -c sum.c && [ -n "$(computes sum.o)" ] ||
  { echo "not ok - objdump shows what computes with a fraction" && status=1; }
sed -n 's/\.c$/.o/p' files | while read -r object; do
  if [ -f "$TOP/$BUILD/$object" ]; then echo "$TOP/$BUILD/$object"; fi
done >objects
[ -s objects ] || exit 1
mapfile -t all <objects
computes "${all[@]}" | nothing_in "no machine code computes with fractions"
exit $status
