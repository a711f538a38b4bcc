# Where there is no gnuplot that is said before anything is read.
mkdir bin
ln -s "$(command -v balsys-stats)" bin/
echo old >out.svg
PATH=$PWD/bin balsys-stats --plot out.svg nowhere.csv
echo $?
cat out.svg
