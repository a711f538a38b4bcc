# The units in examples/systemd: systemd has no word against them, and calls
# them safe.
if ! command -v systemd-analyze >/dev/null; then
  echo "systemd-analyze is not installed"
  exit 77
fi
status=0
# A line for the result of the command before.
is() {
  if [ $? -eq 0 ]; then echo "ok - $1"; else echo "not ok - $1" && status=1; fi
}
units=$TOP/examples/systemd
service=$units/balsys-nightly.service

systemd-analyze verify "$service" "$units/balsys-nightly.timer" >said 2>&1 &&
  ! grep . said >&2
is "systemd-analyze verify is content"

# In tenths: 20 is an exposure of 2.0.
systemd-analyze security --offline=true --threshold=19 "$service" >said 2>&1 ||
  { tail -n 2 said >&2; false; }
is "its exposure is under 2.0"

exit $status
