/*
 * chart - a balance over time, drawn as SVG.
 *
 * Every figure on it is exact.  Only where a point lies on the screen is a
 * Number: how far it is above the lowest, as a share of the whole height.
 */
import { clock, decimal, shown, units } from "./money.js";

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 260;
const MARGIN = { top: 12, right: 12, bottom: 26, left: 12 };
const LETTER = 7.2;		/* how wide one of the labels' is, at most */

export function element(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes))
    made.setAttribute(key, value);
  if (text !== undefined)
    made.textContent = text;
  return made;
}

/* 1, 2 or 5 with zeros behind, at least a fourth of range. */
function step_for(range) {
  for (let power = 1n; ; power *= 10n)
    for (const digit of [1n, 2n, 5n])
      if (digit * power * 4n >= range)
        return digit * power;
}

/* Round down, below zero too. */
function floor_to(value, step) {
  const rest = value % step;
  return value - rest - (rest < 0n ? step : 0n);
}

const LARGE = [[12, "tn"], [9, "bn"], [6, "m"], [3, "k"]];

/*
 * How ticks that are step apart, and no farther from zero than most, are
 * written: in thousands or more where that takes few decimals, and all alike.
 */
function labels_for(step, most, scale) {
  let zeros = 0;
  for (let rest = step; rest % 10n === 0n; rest /= 10n)
    zeros++;
  for (const [power, name] of LARGE) {
    const places = Math.max(0, scale + power - zeros);
    if (most < 10n ** BigInt(scale + power) || places > 3)
      continue;
    const unit = 10n ** BigInt(scale + power - places);
    return value => value === 0n ? "0" :
      `${shown(decimal(value / unit, places))}\u00a0${name}`;
  }
  if (zeros >= scale)
    return value => shown(decimal(value / 10n ** BigInt(scale), 0));
  return value => shown(decimal(value, scale));
}

/*
 * The ticks of an axis from lowest to highest, and where it begins and ends.
 * Where both are the same, they are in its middle.
 */
export function axis(lowest, highest, scale) {
  if (lowest === highest) {
    lowest -= 10n ** BigInt(scale);
    highest += 10n ** BigInt(scale);
  }
  const step = step_for(highest - lowest);
  const bottom = floor_to(lowest, step);
  let top = floor_to(highest, step);
  if (top < highest)
    top += step;
  const size = value => value < 0n ? -value : value;
  const most = size(bottom) > size(top) ? size(bottom) : size(top);
  const label = labels_for(step, most, scale);
  const ticks = [];
  for (let value = bottom; value <= top; value += step)
    ticks.push({ value, label: label(value) });
  return { bottom, top, ticks };
}

/* Seconds between labels of the axis of time, for so many that fit. */
function seconds_between(range, fit) {
  for (const step of [1, 2, 5, 10, 15, 30, 60, 120, 300, 600])
    if (range / step <= fit)
      return step;
  return 600;
}

/* A point of a stream of events: [time, balance, records]. */
export function point_of([time, balance, records]) {
  return { time, balance, records, at: Date.parse(time) / 1000,
    value: units(balance) };
}

export class Chart {
  constructor(svg) {
    this.svg = svg;
    this.points = [];
    this.scale = 2;
    this.marked = null;
  }

  /* Draw points, the oldest first, to fit the room that there is. */
  draw(points, scale) {
    this.points = points;
    this.scale = scale;
    const width = this.svg.clientWidth;
    if (points.length === 0 || width === 0)
      return;
    this.width = width;
    this.svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    if (!points.includes(this.marked))
      this.marked = null;		/* it is older than what is shown */
    const values = points.map(point => point.value);
    const lowest = values.reduce((a, b) => b < a ? b : a);
    const highest = values.reduce((a, b) => b > a ? b : a);
    const { bottom, top, ticks } = axis(lowest, highest, scale);
    const longest = Math.max(...ticks.map(tick => tick.label.length));
    this.left = MARGIN.left + longest * LETTER;
    this.first = points[0].at;
    this.range = Math.max(points[points.length - 1].at - this.first, 10);
    this.bottom = bottom;
    this.height = top - bottom;
    this.svg.replaceChildren(this.grid(ticks), this.times(), this.line(),
      this.mark());
  }

  x(at) {
    return this.left +
      (at - this.first) / this.range * (this.width - this.left - MARGIN.right);
  }

  y(value) {
    const share = Number((value - this.bottom) * 1000000n / this.height) / 1e6;
    return HEIGHT - MARGIN.bottom -
      share * (HEIGHT - MARGIN.top - MARGIN.bottom);
  }

  grid(ticks) {
    const group = element("g", { class: "grid" });
    for (const { value, label } of ticks) {
      const y = this.y(value);
      group.append(
        element("line", { x1: this.left, x2: this.width - MARGIN.right,
          y1: y, y2: y, class: value === 0n ? "zero" : "tick" }),
        element("text", { x: this.left - 8, y: y + 4, "text-anchor": "end" },
          label));
    }
    return group;
  }

  times() {
    const group = element("g", { class: "grid" });
    const fit = (this.width - this.left - MARGIN.right) / 90;
    const step = seconds_between(this.range, fit);
    const end = this.first + this.range;
    for (let at = Math.ceil(this.first / step) * step; at <= end; at += step) {
      const x = this.x(at);
      const half = 4 * LETTER;
      const anchor = x - half < this.left ? "start" :
        x + half > this.width ? "end" : "middle";
      group.append(element("text", { x, y: HEIGHT - 6, "text-anchor": anchor },
        clock(new Date(at * 1000).toISOString())));
    }
    return group;
  }

  line() {
    const group = element("g", {});
    const path = this.points.map(({ at, value }, n) =>
      (n === 0 ? "M" : "L") + this.x(at).toFixed(1) + " " +
      this.y(value).toFixed(1)).join("");
    const last = this.points[this.points.length - 1];
    /* Where zero is not on the axis, an area would stand for nothing. */
    if (this.bottom <= 0n && this.bottom + this.height >= 0n) {
      const zero = this.y(0n).toFixed(1);
      group.append(element("path", { class: "area", d: path +
        `L${this.x(last.at).toFixed(1)} ${zero}` +
        `L${this.left.toFixed(1)} ${zero}Z` }));
    }
    group.append(
      element("path", { class: "line", d: path }),
      element("circle", { class: "end", cx: this.x(last.at),
        cy: this.y(last.value), r: 4 }));
    return group;
  }

  /* What the pointer or the arrow keys are at. */
  mark() {
    const group = element("g", { class: "mark" });
    const point = this.marked;
    if (point !== null)
      group.append(
        element("line", { x1: this.x(point.at), x2: this.x(point.at),
          y1: MARGIN.top, y2: HEIGHT - MARGIN.bottom }),
        element("circle", { cx: this.x(point.at), cy: this.y(point.value),
          r: 4 }));
    return group;
  }

  /* Which point is nearest to an x on the screen? */
  nearest(x) {
    let best = -1, distance = Infinity;
    this.points.forEach((point, n) => {
      const far = Math.abs(this.x(point.at) - x);
      if (far < distance)
        [best, distance] = [n, far];
    });
    return best;
  }

  /* Mark a point; with -1, none. */
  mark_at(n) {
    this.marked = this.points[n] ?? null;
    const old = this.svg.querySelector(".mark");
    if (old !== null)
      old.replaceWith(this.mark());
  }
}
