# A port that somebody else has is 69.
balsys-serve --quiet --book one --listen 127.0.0.1:0 >address &
until [ -s address ]; do sleep 0.01; done
port=$(sed 's/.*:\([0-9]*\)\/$/\1/' address)
balsys-serve --book two --listen "127.0.0.1:$port" 2>err
echo "$?"
sed "s/$port/PORT/" err
kill $! && wait $!
echo "$?"
