// Bodies to submit, good ones with a byte here and there that is another one,
// missing, or more: JSON is what JSON.parse() says, and what it is refused for
// by the server is something else.  Arguments: the server's address, and how
// many bodies.
//
// JSON.parse() is laxer: it takes a name twice, half of a surrogate pair, a NUL
// in a name, and a text or a number on its own.  jq is laxer still: it takes
// nan, 01, 1., several texts behind each other, none at all, and bytes that are
// no UTF-8.
const [url, count] = process.argv.slice(2)
const good = [
  '[{"id":"a\\u00e9","amount":-12.50,"time":null},\n' +
    ' {"id":"é\\\\","amount":"1e5","account":"x"}]',
  '{"amount":1e400,"id":"b\\ud83d\\ude00"}',
  '{"id":"c","amount":0.10,"time":"2026-11-22T06:50:00Z","account":null}'
].map((text) => Buffer.from(text))
const bytes = Buffer.concat([
  Buffer.from('"\\{}[],:0123456789.-+eEu\n\r\t\0 é/\x07nulltruefalsn'),
  Buffer.from([0xff, 0xc0, 0xed, 0xa0, 0x80])
])

// Numbers by lot, the same every time: Marsaglia's xorshift.
let lot = 2463534242
const below = (n) => {
  lot ^= lot << 13
  lot ^= lot >>> 17
  lot ^= lot << 5
  return (lot >>> 0) % n
}

const change = (body) => {
  const at = below(body.length)
  const byte = bytes.subarray(below(bytes.length))[0]
  const middle = [[byte], [byte, body[at]], []][below(3)]
  return Buffer.concat([body.subarray(0, at), Buffer.from(middle),
    body.subarray(at + 1)])
}

const isJson = (body) => {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
      .decode(body))
    return true
  } catch {
    return false
  }
}

const lax = /duplicate object key|invalid Unicode|NUL byte|'\[' or '\{'/
let wrong = 0
const counts = {}
for (let i = 0; i < Number(count); i++) {
  let body = good[i % good.length]
  for (let n = below(3); n > 0 && body.length > 1; n--) body = change(body)
  const answer = await fetch(new URL('transactions/submit', url), {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body
  })
  const { type, detail } = await answer.json()
  const isRefused = type === '/problems#json'
  counts[answer.status] = (counts[answer.status] ?? 0) + 1
  if (isJson(body) === isRefused && !(isRefused && lax.test(detail)) ||
      answer.status >= 500) {
    console.error(`${answer.status} ${detail}: ${body.toString('latin1')}`)
    wrong++
  }
}
console.log(JSON.stringify({ wrong, ...counts }))
