# Every header can be the first that a file includes, and be included twice.
status=0
count=0
flags="-std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wpedantic -Werror"
for header in $(cd "$TOP/lib" && find . -name '*.h' | cut -c 3- | sort); do
  printf '#include "%s"\n' "$header" "$header" >first.c
  # shellcheck disable=SC2086
  if ! ${CC:-cc} $flags -I "$TOP/lib" -fsyntax-only first.c; then
    echo "not ok - $header"
    status=1
  fi
  count=$((count + 1))
done
[ $status -eq 0 ] && [ $count -gt 0 ] && echo "ok - $count headers"
exit $status
