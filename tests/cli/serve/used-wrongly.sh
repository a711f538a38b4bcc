# What cannot be meant is 64 and one line, before anything is made.
try() {
  balsys-serve "$@"
  echo "$?"
}
try
try --book b c
try --book ''
try --book b --listen 0.0.0.0:0
try --book b --listen example.com:80
try --book b --listen 127.0.0.1:65536
try --book b --simulate 0
try --book b --simulate 1.0000001
try --book b --simulate 1000001
try --book b --currency ''
try --book b --currency seventeen-letters
try --book b --in-flight 999
try --book b --connections 0
ls
