/*
 * page - shows the state of the server, whenever an event tells it.
 */
import { Chart, point_of } from "./chart.js";
import { Live } from "./live.js";
import { clock, count, counted, decimal, percent, rate, shown, units }
  from "./money.js";
import { show_run, watch_form } from "./simulation.js";

const POINTS = 600;		/* seconds that the chart shows */
const LONG = 18;		/* characters of a balance that want more room */
const CALM = 1000;		/* milliseconds between figures: less would flicker */

const at = id => document.getElementById(id);
const chart = new Chart(at("chart"));
const page = { state: null, points: [], link: "none", pipeline: null,
  drew: -CALM, is_due: false };

/* Nothing is touched that stays as it is, so that a selection does, too. */
function say(id, text) {
  if (at(id).textContent !== text)
    at(id).textContent = text;
}

/* For who listens rather than looks: what has changed for good, only. */
function tell(text) {
  at("news").textContent = text;
}

function cell(content, name) {
  const made = document.createElement("td");
  if (name !== undefined)
    made.className = name;
  made.append(content);
  return made;
}

/* Fill a table's body with rows of cells, where data differs from before. */
function fill(body, data, row) {
  const key = JSON.stringify(data);
  if (body.dataset.key === key)
    return;
  body.dataset.key = key;
  body.replaceChildren(...data.map(item => {
    const made = document.createElement("tr");
    made.append(...row(item));
    return made;
  }));
}

function show_windows(state) {
  const { count: formed, proven, batches, lower_bound, next } = state.windows;
  say("windows", count(formed));
  say("proven", formed > 0 ?
    `${count(proven)} (${percent(proven / formed)})` : count(proven));
  say("batches", count(batches));
  say("bound", count(lower_bound));
  say("next-words", `${count(next.records)} of ${count(next.of)} records`);
  at("next").max = next.of;
  at("next").value = next.records;
  if (state.latest_windows.length > 0)
    fill(at("window-rows"), state.latest_windows, item => [
      cell(count(item.window)),
      cell(count(item.batches), "number"),
      cell(count(item.lower_bound), "number"),
      cell(item.proven === true || item.proven === "yes" ? "yes" : "no"),
      cell(shown(item.total), "number total"),
    ]);
}

/* How full a batch is, as a bar beside its figure. */
function fill_cell(share) {
  const made = cell(percent(share), "number");
  const bar = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  bar.setAttribute("class", "fill");
  bar.setAttribute("aria-hidden", "true");
  for (const [name, width] of [["whole", 1], ["part", Number(share)]]) {
    const rect = document.createElementNS(bar.namespaceURI, "rect");
    rect.setAttribute("class", name);
    rect.setAttribute("width", `${width * 100}%`);
    rect.setAttribute("height", "100%");
    bar.append(rect);
  }
  made.append(bar);
  return made;
}

function show_batches(batches) {
  if (batches.length === 0)
    return;
  const last = batches[0].window, first = batches[batches.length - 1].window;
  say("batches-caption", `The last ${batches.length}, of ` +
    (first === last ? `window ${count(last)}` :
      `windows ${count(first)} to ${count(last)}`));
  fill(at("batch-rows"), batches, item => [
    cell(first === last ? count(item.batch) :
      `${count(item.window)} / ${count(item.batch)}`),
    cell(count(item.count), "number"),
    cell(shown(item.total), "number"),
    fill_cell(item.fill),
  ]);
}

/* An id whose end is seen where there is no room for all of it: that is where
   ids differ. */
function id_cell(id) {
  const name = document.createElement("span");
  const characters = [...id];
  for (const part of [characters.slice(0, -8), characters.slice(-8)])
    name.append(Object.assign(document.createElement("span"),
      { textContent: part.join("") }));
  const made = cell(name, "id");
  made.title = id;
  return made;
}

function show_latest(latest, accounts) {
  if (latest.length === 0)
    return;
  fill(at("latest-rows"), latest, item => [
    cell(item.time ? clock(item.time) : "no time", "time"),
    id_cell(item.id),
    cell(item.account || "\u2013", "account"),
    cell(shown(item.amount), "number amount-of"),
    cell(shown(item.balance), "number balance-of"),
  ]);
  at("latest").classList.toggle("one-account", accounts <= 1);
  at("latest").classList.toggle("long", accounts > 1 ||
    latest.some(item => item.balance.length > LONG));
  for (const row of at("latest-rows").rows) {
    row.setAttribute("role", "row");
    for (const field of row.cells)
      field.setAttribute("role", "cell");
  }
}

function pipeline_word(ready, starts) {
  return ready ? "Pipeline running" :
    starts > 1 ? "Pipeline restarting" : "Pipeline starting";
}

function tell_pipeline({ ready, starts }) {
  if (page.pipeline !== null && page.pipeline !== ready)
    tell(`${pipeline_word(ready, starts)}.`);
  page.pipeline = ready;
}

function show_pipeline({ ready, starts, ledger_losses, batch_losses }) {
  const losses = ledger_losses + batch_losses;
  const word = pipeline_word(ready, starts);
  at("pipeline").className = ready ? "runs" : "waits";
  say("pipeline-word", losses === 0 ? word :
    `${word}, restarted ${counted(losses, "time", "times")}`);
}

function show_figures(state) {
  const balance = shown(state.balance);
  say("balance", balance);
  at("balance").style.setProperty("--characters", balance.length);
  say("currency", state.currency ?? "");
  say("accounts", count(state.accounts));
  say("records", count(state.records));
  say("rate-second", rate(state.rate.second));
  say("rate-minute", rate(state.rate.minute));
  say("rate-overall", rate(state.rate.overall));
  say("refused", count(state.refused));
  say("duplicates", count(state.duplicates));
  say("in-flight", count(state.in_flight));
  say("in-flight-max", `of ${count(state.in_flight_max)}`);
}

/* The chart once more in words and as a table, and the figures beside it. */
function show_points(points, scale) {
  const first = points[0], last = points[points.length - 1];
  let low = first, high = first;
  for (const point of points) {
    if (point.value < low.value)
      low = point;
    if (point.value > high.value)
      high = point;
  }
  const change = decimal(last.value - first.value, scale);
  say("lowest", shown(low.balance));
  say("highest", shown(high.balance));
  say("change", (last.value > first.value ? "+" : "") + shown(change));
  say("chart-words", `From ${shown(first.balance)} at ${clock(first.time)} ` +
    `to ${shown(last.balance)} at ${clock(last.time)} UTC; the lowest is ` +
    `${shown(low.balance)} at ${clock(low.time)}, the highest ` +
    `${shown(high.balance)} at ${clock(high.time)}.`);
  if (at("chart-details").open)
    fill(at("chart-rows"), minutes(points), point => [
      cell(clock(point.time)),
      cell(shown(point.balance), "number"),
      cell(count(point.records), "number"),
    ]);
}

/* The last point of every minute, the latest first. */
function minutes(points) {
  const last = new Map();
  for (const { time, balance, records } of points)
    last.set(time.slice(0, 16), { time, balance, records });
  return [...last.values()].reverse();
}

/* What is under the pointer, or at the keys, in words. */
function show_mark() {
  const point = chart.marked;
  const text = point === null ? "" : `${clock(point.time)} UTC: ` +
    `${shown(point.balance)}, ${counted(point.records, "record", "records")}`;
  say("readout", text);
  const slider = at("chart");
  slider.setAttribute("aria-valuemax", Math.max(0, page.points.length - 1));
  slider.setAttribute("aria-valuenow", point === null ?
    Math.max(0, page.points.length - 1) : page.points.indexOf(point));
  slider.setAttribute("aria-valuetext", text || "the latest");
}

function draw() {
  const { state, points } = page;
  if (state === null)
    return;
  if (page.link === "live")
    show_pipeline(state.pipeline);
  if (state.balance === null)
    return;		/* the book is being read */
  page.drew = performance.now();
  show_figures(state);
  show_windows(state);
  show_batches(state.latest_batches);
  show_latest(state.latest, state.accounts);
  show_run(state.simulation);
  if (points.length > 0) {
    chart.draw(points, state.scale);
    show_points(points, state.scale);
    show_mark();
  }
}

/* Draw what there is by then, all of it, so that its figures are of one moment;
   at once, where it was long ago that something was drawn. */
function draw_soon() {
  if (page.is_due)
    return;
  page.is_due = true;
  setTimeout(() => requestAnimationFrame(() => {
    page.is_due = false;
    draw();
  }), page.drew + CALM - performance.now());
}

const LINKS = {
  none: { name: "waits", word: "Connecting" },
  live: { name: "live", word: "Live", told: "The figures are live again." },
  silent: { name: "waits", word: "No news",
    told: "There is no news from the server." },
  lost: { name: "lost", word: "Connection lost, trying again",
    told: "The connection is lost. It is tried again." },
};

function show_link() {
  const { name, word } = LINKS[page.link];
  const live = page.link === "live";
  at("link").className = name;
  say("link-word", word);
  say("as-of", page.state === null ? "" : live ?
    `${clock(page.state.time)} UTC` :
    `figures are those of ${clock(page.state.time)} UTC`);
  if (!live) {
    at("pipeline").className = "waits";
    say("pipeline-word", "Pipeline not heard of");
  }
  document.body.classList.toggle("stale", !live && page.link !== "none");
}

/* A point for every second; the last one changes until its second is over. */
function add_point(state) {
  const point = point_of([state.time, state.balance, state.records]);
  const last = page.points[page.points.length - 1];
  if (point.value === null || (last !== undefined && point.at < last.at))
    return;
  if (last !== undefined && Math.floor(last.at) === Math.floor(point.at))
    Object.assign(last, point);
  else
    page.points.push(point);
  page.points.splice(0, page.points.length - POINTS);
}

const on = {
  state(state) {
    page.state = state;
    add_point(state);
    document.title =
      `${shown(state.balance)} ${state.currency ?? ""} \u00b7 balsys`;
    tell_pipeline(state.pipeline);
    show_link();
    draw_soon();
  },

  history({ points }) {
    page.points = points.map(point_of).filter(point => point.value !== null);
    chart.mark_at(-1);
    draw_soon();
  },

  link(link) {
    if (page.link !== "none" || link !== "live")
      tell(LINKS[link].told);
    page.link = link;
    show_link();
  },
};

function watch_chart() {
  const svg = at("chart");
  const mark = n => {
    chart.mark_at(n);
    show_mark();
  };
  svg.addEventListener("pointermove", event =>
    mark(chart.nearest(event.clientX - svg.getBoundingClientRect().left)));
  svg.addEventListener("pointerleave", () => mark(-1));
  svg.addEventListener("blur", () => mark(-1));
  svg.addEventListener("keydown", event => {
    const last = page.points.length - 1;
    const now = chart.marked === null ? last : page.points.indexOf(chart.marked);
    const next = { ArrowLeft: now - 1, ArrowDown: now - 1, ArrowRight: now + 1,
      ArrowUp: now + 1, PageDown: now - 60, PageUp: now + 60, Home: 0,
      End: last }[event.key];
    if (event.key === "Escape")
      mark(-1);
    if (next === undefined || last < 0)
      return;
    event.preventDefault();
    mark(Math.max(0, Math.min(next, last)));
  });
  new ResizeObserver(draw).observe(svg);
  at("chart-details").addEventListener("toggle", draw);
}

watch_form();
watch_chart();
new Live(on);
