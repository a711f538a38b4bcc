/* Amounts as the page shows them, and the axis of its chart: exact. */
import assert from "node:assert/strict";
import { test } from "./harness.mjs";

/* The files of the page, as modules: serve-page.sh puts them there. */
const site = `${process.cwd()}/site`;
const { count, decimal, percent, rate, shown, units } =
  await import(`${site}/money.js`);
const { axis } = await import(`${site}/chart.js`);

/* The same numbers for the same seed. */
function* lots(seed) {
  for (let state = BigInt(seed);;) {
    state = (state * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n;
    yield state >> 11n;
  }
}

await test("amounts are grouped, digit by digit", () => {
  for (const [text, wanted] of [["0.00", "0.00"], ["999.99", "999.99"],
    ["1000", "1,000"], ["-1000.5", "\u22121,000.5"],
    ["123456789012345678901234567890.123456",
      "123,456,789,012,345,678,901,234,567,890.123456"],
    ["-0.05", "\u22120.05"], ["+12.00", "12.00"], [null, "\u2013"],
    ["1e5", "1e5"]])
    assert.equal(shown(text), wanted);
  const lot = lots(1);
  for (let n = 0; n < 1000; n++) {
    const text = `${n % 2 ? "-" : ""}${lot.next().value}.` +
      String(lot.next().value % 100n).padStart(2, "0");
    assert.equal(shown(text).replaceAll(",", "").replace("\u2212", "-"), text);
  }
});

await test("an amount as units and back is the same", () => {
  const lot = lots(2);
  for (let n = 0; n < 1000; n++) {
    const scale = n % 7;
    const value = (n % 2 ? -1n : 1n) * lot.next().value % 10n ** BigInt(n % 18);
    assert.equal(units(decimal(value, scale)), value);
  }
  assert.equal(decimal(-5n, 2), "-0.05");
  assert.equal(units("12,5"), null);
});

await test("only what is full is 100 %", () => {
  for (const [share, wanted] of [[1, "100.00"], [0.99999999, "99.99"],
    ["0.999999", "99.99"], [0, "0.00"], [0.29, "29.00"], [0.5801, "58.01"]])
    assert.equal(percent(share), `${wanted}\u00a0%`);
});

await test("counts and rates are short", () => {
  assert.equal(count(1234567), "1,234,567");
  assert.equal(count(undefined), "\u2013");
  assert.equal(rate(49.98), "50.0");
  assert.equal(rate(12345.6), "12,346");
  assert.equal(rate(null), "\u2013");
});

await test("an axis holds all points, and has few labels, all different", () => {
  const lot = lots(3);
  for (let n = 0; n < 3000; n++) {
    const scale = n % 7;
    const lowest = (n % 3 ? -1n : 1n) * lot.next().value %
      10n ** BigInt(1 + n % 17);
    const highest = lowest + lot.next().value % 10n ** BigInt(1 + n % 11);
    const { bottom, top, ticks } = axis(lowest, highest, scale);
    assert(bottom <= lowest && highest <= top && bottom < top);
    assert(ticks.length >= 2 && ticks.length <= 7);
    assert.equal(ticks[0].value, bottom);
    assert.equal(ticks[ticks.length - 1].value, top);
    assert.equal(new Set(ticks.map(tick => tick.label)).size, ticks.length);
    for (const { value, label } of ticks)
      assert.equal(units_of(label, scale), value, label);
  }
});

/* What a label says, read back. */
function units_of(label, scale) {
  const [number, name] = label.replaceAll(",", "").replace("\u2212", "-")
    .split("\u00a0");
  const power = { k: 3, m: 6, bn: 9, tn: 12 }[name] ?? 0;
  const [whole, part = ""] = number.split(".");
  const digits = part.padEnd(scale + power, "0");
  assert.equal(digits.length, scale + power);
  return BigInt(whole + digits);
}
