# Every example begins as recipes must, runs from any folder, and prints what
# tests/examples/NAME.out says.
status=0
# A line for the result of the command before.
is() {
  if [ $? -eq 0 ]; then echo "ok - $1"; else echo "not ok - $1" && status=1; fi
}

for example in "$TOP"/examples/*.sh; do
  name=${example##*/} name=${name%.sh}
  [ -x "$example" ] && [ "$(head -n 1 "$example")" = '#!/bin/bash' ] &&
    grep -v '^#' "$example" | head -n 1 | grep -qx 'set -o pipefail'
  is "$name is executable, and begins with #!/bin/bash and set -o pipefail"
  # While a command is not built, what needs it cannot run.
  missing=
  for program in $(grep -oE '\bbalsys-[a-z]+' "$example" | sort -u); do
    if ! [ -x "$TOP/$BUILD/$program" ] &&
        grep -qw -- "$program" "$TOP/Makefile"; then
      missing=$program
    fi
  done
  if [ -n "$missing" ]; then
    echo "skip - $name: $missing is not built"
    continue
  fi
  # Nor can one that says so run without somebody else's program.
  for program in $(sed -n 's/^#.*It wants: //p' "$example"); do
    command -v "$program" >/dev/null || missing=$program
  done
  if [ -n "$missing" ]; then
    echo "skip - $name: $missing is not installed"
    continue
  fi
  mkdir "$name" "$name.tmp"
  (cd "$name" && TMPDIR=$PWD.tmp "$example" >"../$name.out" 2>"../$name.err")
  if [ $? -ne 0 ]; then cat "$name.err" >&2 && false; fi
  is "$name runs"
  rmdir "$name" "$name.tmp" >&2
  is "$name leaves nothing behind"
  diff -u "$TOP/tests/examples/$name.out" "$name.out" >&2
  is "$name prints what it should"
done
exit $status
