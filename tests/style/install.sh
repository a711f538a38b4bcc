# make install puts everything in its place, whatever the umask and whatever
# DESTDIR is called, and make uninstall takes all of it away again.
status=0
# A line for the result of the command before.
is() {
  if [ $? -eq 0 ]; then echo "ok - $1"; else echo "not ok - $1" && status=1; fi
}
unset MAKEFLAGS MFLAGS MAKELEVEL

# What is built and nothing else, as it is: -o keeps make from building.
commands=
for program in "$TOP/$BUILD"/balsys-*; do
  name=${program##*/}
  if [ -x "$program" ] && [ -f "$TOP/cmd/$name.1" ]; then
    commands="$commands $name"
  fi
done
commands=${commands# }
run_make() {
  make -s -C "$TOP" -o all BUILD="$BUILD" COMMANDS="$commands" PREFIX=/usr "$@"
}

# Every file that should be there, with its mode, and what it is made from.
share=/usr/share
for name in $commands; do
  echo "755 /usr/bin/$name $BUILD/$name"
  echo "644 $share/man/man1/$name.1 cmd/$name.1"
  echo "644 $share/bash-completion/completions/$name completions/balsys.bash"
  echo "644 $share/fish/vendor_completions.d/$name.fish completions/$name.fish"
done >wanted
cat >>wanted <<END
644 $share/man/man5/balsys-book.5 cmd/balsys-book.5
644 $share/man/man5/balsys-csv.5 cmd/balsys-csv.5
644 $share/man/man7/balsys.7 cmd/balsys.7
644 $share/zsh/site-functions/_balsys completions/_balsys
END
cut -d ' ' -f 1,2 wanted | sort >listed

before=$(cd "$TOP" && ls -lnR "$BUILD" | cksum)
for dir in "$PWD/x" "$PWD/a folder"; do
  (umask 077 && run_make DESTDIR="$dir" install)
  is "make install into ${dir##*/}"
  (cd "$dir" && find . -type f -printf '%m /%P\n' | sort) | diff listed - >&2
  is "all is in place in ${dir##*/}, with its mode"
  [ -z "$(find "$dir/usr" -type d ! -perm 755)" ]
  is "everybody may look into the folders made in ${dir##*/}"
  while read -r _ path source; do
    cmp "$dir$path" "$TOP/$source" || echo "$path"
  done <wanted | { ! grep . >&2; }
  is "all is what was built"
  run_make DESTDIR="$dir" install
  is "make install a second time"
  for name in $commands; do
    "$dir/usr/bin/$name" --version | grep -q "^$name "
    is "$name runs from ${dir##*/}"
  done
  run_make DESTDIR="$dir" uninstall
  is "make uninstall from ${dir##*/}"
  [ -z "$(find "$dir" ! -type d)" ]
  is "make uninstall leaves no file in ${dir##*/}"
done
[ "$before" = "$(cd "$TOP" && ls -lnR "$BUILD" | cksum)" ]
is "nothing was built by it"
exit $status
