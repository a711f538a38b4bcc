# Modules look only at their own folder and those above it, a library is
# included in one place, and lib/ outside lib/cli neither prints nor exits.
status=0
shopt -s lastpipe
layers="base stream ledger pack stats serve cli"

# "ok - NAME", unless there is anything to read: that is what is wrong.
nothing_in() {
  if read -r first; then
    { echo "$first"; cat; } >&2
    echo "not ok - $1"
    status=1
  else
    echo "ok - $1"
  fi
}

(cd "$TOP" && find lib cmd tests -name '*.[ch]' | sort |
  xargs grep -nE '^[[:blank:]]*#[[:blank:]]*include' /dev/null) >includes
[ -s includes ] || exit 1

awk -F '[:/]' -v layers="$layers" '
  BEGIN { n = split(layers, name, " "); for (i = 1; i <= n; i++) at[name[i]] = i }
  $1 == "lib" && NF > 3 && !($2 in at) {
    print $0 ": no layer is called " $2
    next
  }
  $1 == "lib" && match($0, /"[^"]*"/) {
    header = substr($0, RSTART + 1, RLENGTH - 2)
    folder = header
    if (!sub(/\/.*/, "", folder))
      print $0 ": without its folder"
    else if (!(folder in at) || at[folder] > at[$2])
      print $0 ": " folder " is not above " $2
  }
' includes | nothing_in "lib/ includes only what is above"

# HEADER where it may be included: a pattern of paths.  Tests may do as they
# like.
only_in() {
  grep -F "<$1>" includes | grep -v -e "^$2" -e "^tests/" | nothing_in "<$1> only in $2"
  if grep -F "<$1>" includes | grep -q "^$2"; then return; fi
  echo "not ok - <$1> is not included in $2"
  status=1
}
only_in csv.h lib/stream/split.c
only_in zlib.h lib/stream/inflate_zlib.c
only_in isa-l/igzip_lib.h lib/stream/inflate_isal.c
only_in isa-l/crc.h lib/stream/inflate_isal.c
only_in getopt.h lib/cli/
only_in sha2.h lib/base/digest.h
only_in openssl/sha.h lib/base/digest_crypto.c
only_in pthread.h lib/stream/workers.c
only_in jansson.h lib/serve/json_tree.c
only_in coin/Clp_C_Interface.h lib/pack/lp.c
only_in microhttpd.h lib/serve/http

# The map in lib/README.md has every module of the Makefile, in its order, and
# the Makefile every .c file of lib/.
sed -n 's/^| `\([a-z]*\/[a-z0-9_][a-z0-9_]*\)` | .*/\1/p' "$TOP/lib/README.md" >map
sed -n '/^MODULES = /,/[^\\]$/p' "$TOP/Makefile" | tr -d '\\\t ' | grep / |
  diff - map | nothing_in "lib/README.md maps the modules of the Makefile"
(cd "$TOP/lib" && find . -name '*.c' | sed 's/^..//; s/\.c$//' | sort) |
  diff - <(sort map) | nothing_in "the Makefile has every file of lib/"

wants() {
  nm -A -u -P "$@" | awk '{ sub(/:$/, "", $1); sub(/@.*/, "", $2); print $1, $2 }'
}
forbidden='_?_?(_exit|_Exit|exit|quick_exit|abort|atexit|stdin|stdout|stderr|v?f?printf(_chk)?|v?dprintf(_chk)?|puts|putchar|fputs|fputc|putc|fwrite|perror|v?(err|errx|warn|warnx)|error|syslog)'
(cd "$TOP/$BUILD/lib" && for object in */*.o; do
  if [ -f "$TOP/lib/${object%.o}.c" ]; then echo "$object"; fi
done) >objects
(cd "$TOP/$BUILD/lib" && wants $(grep -v '^cli/' "$OLDPWD/objects")) >wanted
grep -E " $forbidden$" wanted |
  nothing_in "lib/ outside lib/cli neither prints nor exits"
# The tool and the pattern can see it: lib/cli does both.
(cd "$TOP/$BUILD/lib" && wants cli/cli.o) | grep -cE " (exit|stdout)$" |
  grep -qx 2 || { echo "not ok - nm sees that lib/cli exits" && status=1; }
exit $status
