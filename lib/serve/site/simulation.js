/*
 * simulation - what starts and stops one, and how it goes.
 */
import { clock, count, shown } from "./money.js";

const at = id => document.getElementById(id);

const WHOLE = /^[0-9]{1,20}$/;
const NUMBER = /^[0-9]{1,12}(\.[0-9]{1,6})?$/;

/* What each kind asks for: a field, its name for the server, and its form. */
const ASKED = {
  rate: [
    ["rate", "rate", NUMBER, "Records a second is a number, such as 50 or 0.5."],
  ],
  count: [
    ["count", "transactionCount", WHOLE, "Records in all is a whole number."],
    ["duration", "durationSeconds", NUMBER, "Within seconds is a number."],
  ],
};
const SEED = ["seed", "seed", WHOLE, "A seed is a whole number, or none."];

/* Say what is wrong, and where. */
function complain(text, field) {
  at("problem").textContent = text;
  if (field !== undefined) {
    field.setAttribute("aria-invalid", "true");
    field.focus();
  }
}

function forgive() {
  at("problem").textContent = "";
  for (const field of document.querySelectorAll("[aria-invalid]"))
    field.removeAttribute("aria-invalid");
}

/*
 * What is asked for, as JSON; null where it cannot be, of which a word is said.
 * Digits go as they were typed: a seed is no Number.
 */
function plan() {
  const kind = document.querySelector("input[name=kind]:checked").value;
  const members = [];
  for (const [id, name, form, why] of [...ASKED[kind], SEED]) {
    const field = at(id);
    const text = field.value.trim();
    if (id === "seed" && text === "")
      continue;
    if (!form.test(text)) {
      complain(why, field);
      return null;
    }
    members.push(`"${name}":${text.replace(/^0+(?=[0-9])/, "")}`);
  }
  return `{${members.join()}}`;
}

/* What a server says of a request that it does not grant. */
async function problem_of(answer) {
  try {
    const problem = await answer.json();
    return problem.detail ? `${problem.title}: ${problem.detail}.` :
      `${problem.title}.`;
  } catch {
    return `The server answers ${answer.status}.`;
  }
}

async function post(path, body) {
  const headers = {};
  if (body !== undefined)
    headers["Content-Type"] = "application/json";
  const token = at("token").value.trim();
  if (token !== "")
    headers.Authorization = `Bearer ${token}`;
  const answer = await fetch(path, { method: "POST", headers, body,
    cache: "no-store", signal: AbortSignal.timeout(10000) });
  if (answer.ok)
    return answer.json();
  const why = await problem_of(answer);
  if (answer.status === 401) {
    at("token-details").open = true;
    complain(why, at("token"));
  } else
    complain(why);
  return null;
}

/* Post once at a time, and tell what came of it. */
async function ask(button, path, body, news) {
  if (button.ariaBusy === "true")
    return;
  button.ariaBusy = "true";
  try {
    const run = await post(path, body);
    if (run !== null) {
      show_run(run);
      at("news").textContent = news;
    }
  } catch {
    complain("The server does not answer. Whether it did is not known.");
  } finally {
    button.ariaBusy = "false";
  }
}

/* Show the fields of the kind that is chosen. */
function choose() {
  const kind = document.querySelector("input[name=kind]:checked").value;
  for (const name of Object.keys(ASKED))
    for (const field of document.querySelectorAll(`.of-${name}`))
      field.hidden = name !== kind;
}

/* How a run goes, or how the last one went. */
export function show_run(run) {
  const word = at("run-word");
  word.textContent = run.running ? "Running" : "Not running";
  word.classList.toggle("runs", run.running);
  at("run").hidden = !run.prefix;
  at("made").textContent = count(run.made);
  at("run-accepted").textContent = count(run.accepted);
  at("run-refused").textContent = count(run.refused);
  at("run-started").textContent = clock(run.started);
  at("prefix").textContent = run.prefix ?? "";
  at("run-plan").textContent = run.transactionCount ?
    `${count(run.transactionCount)} in ${shown(String(run.durationSeconds))} s` :
    `${shown(String(run.rate))} a second`;
  const whole = run.transactionCount || 0;
  at("run-done").hidden = whole === 0;
  if (whole > 0) {
    at("run-words").textContent = `${count(run.made)} of ${count(whole)}`;
    at("run-progress").max = whole;
    at("run-progress").value = Math.min(run.made, whole);
  }
}

export function watch_form() {
  const start = document.querySelector("#start [type=submit]");
  at("start").addEventListener("submit", event => {
    event.preventDefault();
    forgive();
    const body = plan();
    if (body !== null)
      ask(start, "/simulation/start", body, "The simulation runs.");
  });
  at("stop").addEventListener("click", event => {
    forgive();
    ask(event.currentTarget, "/simulation/stop", undefined,
      "The simulation is stopped.");
  });
  for (const choice of document.querySelectorAll("input[name=kind]"))
    choice.addEventListener("change", choose);
  choose();
}
