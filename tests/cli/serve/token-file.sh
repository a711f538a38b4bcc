# A secret that others could read, or that is none, is 66.
try() {
  balsys-serve --book b --listen 127.0.0.1:0 --token-file "$1"
  echo "$?"
}
try missing
mkdir folder && try folder
printf 'a-secret-of-good-length\n' >token
chmod 640 token && try token
chmod 602 token && try token
printf 'short\n' >token
chmod 600 token && try token
printf 'with a blank in the middle\n' >token
try token
: >token
try token
ls
