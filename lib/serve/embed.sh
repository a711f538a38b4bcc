#!/bin/sh
# Write C that has the files of the page in it, as lib/serve/assets.h says.
#
#   lib/serve/embed.sh lib/serve/site/FILE ...
#
# A file is served as /FILE, index.html as /.  Its ETag is the beginning of its
# SHA-256.
set -eu

type_of() {
  case $1 in
  *.css) echo 'text/css; charset=utf-8' ;;
  *.html) echo 'text/html; charset=utf-8' ;;
  *.js) echo 'text/javascript; charset=utf-8' ;;
  *.json) echo 'application/json' ;;
  *.svg) echo 'image/svg+xml' ;;
  *) echo "embed: $1: of no type that is known" >&2; exit 64 ;;
  esac
}

echo '/* Made by lib/serve/embed.sh. */'
echo '#include "serve/assets.h"'
n=0
for file; do
  n=$((n + 1))
  printf '\n/* %s */\nstatic const unsigned char file_%d[] = {\n' "$file" $n
  od -A n -v -t u1 "$file" |
    awk '{ gsub(/[0-9]+/, "&,"); gsub(/ +/, " "); print } END { print "0 };" }'
done

printf '\nconst struct asset assets_all[] = {\n'
n=0
for file; do
  n=$((n + 1))
  type=$(type_of "$file")
  path=/${file##*/}
  [ "$path" = /index.html ] && path=/
  sum=$(sha256sum <"$file")
  printf '\t{ "%s", "%s",\n\t    { (const char *)file_%d, sizeof(file_%d) - 1 },\n' \
    "$path" "$type" $n $n
  printf '\t    "\\"%.16s\\"" },\n' "$sum"
done
printf '\t{ NULL, NULL, { NULL, 0 }, "" },\n};\n'
