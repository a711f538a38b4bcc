# The name says what is drawn; another suffix, or none, says nothing.
for name in out.pdf out .svg svg; do
  balsys-stats --plot $name </dev/null
  echo $?
done
