/*
 * money - amounts and other figures as a person reads them.
 *
 * An amount comes as text and is shown as text: its digits are grouped, and no
 * amount is ever a Number, which holds no more than some of them.  What has to
 * be compared or spaced is a BigInt, counted in the smallest unit.
 */

const MINUS = "\u2212";
const NONE = "\u2013";

/* The digits before the point, in groups of three. */
function grouped(digits) {
  return digits.replace(/\B(?=(?:[0-9]{3})+$)/g, ",");
}

/* "-1234567.80" as "−1,234,567.80"; what is no amount stays as it is, and where
   there is none, a dash stands for it. */
export function shown(text) {
  if (text === null || text === undefined)
    return NONE;
  const parts = /^([-+]?)([0-9]+)(\.[0-9]+)?$/.exec(text);
  if (parts === null)
    return String(text);
  return (parts[1] === "-" ? MINUS : "") + grouped(parts[2]) + (parts[3] ?? "");
}

/* An amount in its smallest unit; null if it is none. */
export function units(text) {
  return /^[-+]?[0-9]+(\.[0-9]+)?$/.test(text) ?
    BigInt(text.replace(".", "").replace("+", "")) : null;
}

/* The other way round: a BigInt as text with so many decimals. */
export function decimal(units, scale) {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, "0");
  const at = digits.length - scale;
  return (units < 0n ? "-" : "") + digits.slice(0, at) +
    (scale > 0 ? "." + digits.slice(at) : "");
}

/* A whole number. */
export function count(number) {
  return Number.isSafeInteger(number) ? shown(String(number)) : NONE;
}

/* "1 batch", "1,200 batches". */
export function counted(number, one, many) {
  return count(number) + " " + (number === 1 ? one : many);
}

/* A number of records a second, with a decimal as long as it is small. */
export function rate(number) {
  if (!Number.isFinite(number))
    return NONE;
  return number < 1000 ? number.toFixed(1) : count(Math.round(number));
}

/* A share, 0.99999, as "99.99 %": cut and never rounded, so that only what is
   full is 100. */
export function percent(share) {
  const hundredths = Math.floor(Number(share) * 10000 + 1e-7);
  return Number.isFinite(hundredths) ?
    decimal(BigInt(hundredths), 2) + "\u00a0%" : NONE;
}

/* The time of the day in "2026-11-22T06:50:00.123456Z", to the second. */
export function clock(time) {
  return typeof time === "string" && time.length >= 19 ?
    time.slice(11, 19) : NONE;
}
