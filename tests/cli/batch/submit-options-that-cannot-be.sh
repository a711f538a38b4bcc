# Each is a usage error, and nothing is run.
for option in '--retries 1' '--retry-wait 1' '--retries 1 --retry-wait 1' \
  '--submit= ' '--submit exit --at-end emit' '--submit exit --retries 1001' \
  '--submit exit --retries -1' '--submit exit --retry-wait 3601' \
  '--submit exit --retry-wait 1.5'; do
  balsys-batch ${option% } </dev/null
  echo "status $?"
done
