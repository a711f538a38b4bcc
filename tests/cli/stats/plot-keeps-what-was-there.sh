# A gnuplot that fails, says nothing, or dies leaves the file as it was.
mkdir bin
echo old >out.svg
for what in 'echo part; echo "line 1:" >&2; echo "  no good" >&2; exit 3' \
  'exit 0' 'echo part; kill -9 $$'; do
  printf '#!/bin/sh\n%s\n' "$what" >bin/gnuplot
  chmod +x bin/gnuplot
  printf 'id,amount\n1,5\n' |
    PATH=$PWD/bin:$PATH balsys-stats --plot out.svg | grep records
  echo "${PIPESTATUS[1]}"
done
cat out.svg
ls
