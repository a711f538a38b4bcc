/*
 * harness - what tests of the page need: a server, a browser, and lines that
 * tests/run.sh counts.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(`${process.env.TOP}/build/tools/`);

/* Each wait is for something that comes at once, on a machine that is idle. */
export const PATIENCE = 60000;

/* "ok - NAME", or "not ok - NAME" and why. */
export async function test(name, body) {
  try {
    await body();
    console.log(`ok - ${name}`);
  } catch (error) {
    console.log(`not ok - ${name}`);
    console.error(`${name}: ${error.stack ?? error}`);
    process.exitCode = 1;
  }
}

/* Try again until body does not throw. */
export async function eventually(body) {
  const end = Date.now() + PATIENCE;
  for (;;)
    try {
      return await body();
    } catch (error) {
      if (Date.now() > end)
        throw error;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
}

/* A server that runs, at url. */
export class Server {
  static async start(book, options = [], port = 0) {
    const server = new Server();
    server.child = spawn("balsys-serve", ["--quiet", "--book", book,
      "--listen", `127.0.0.1:${port}`, ...options],
    { stdio: ["ignore", "pipe", "inherit"] });
    server.ended = new Promise(resolve => server.child.on("close", resolve));
    process.on("exit", () => server.child.kill("SIGKILL"));
    const lines = createInterface({ input: server.child.stdout });
    const line = await Promise.race([server.ended,
      new Promise(resolve => lines.once("line", resolve))]);
    assert.match(String(line), /^http:\/\/127\.0\.0\.1:[0-9]+\/$/);
    server.url = line;
    await eventually(async () => assert((await server.get("healthz")).ok));
    return server;
  }

  get port() {
    return Number(new URL(this.url).port);
  }

  get(path) {
    return fetch(this.url + path);
  }

  async json(path) {
    const answer = await this.get(path);
    assert.equal(answer.status, 200, path);
    return answer.json();
  }

  /* Records as CSV with its header; all are accepted. */
  async submit(csv) {
    const answer = await fetch(this.url + "transactions/submit",
      { method: "POST", headers: { "Content-Type": "text/csv" }, body: csv });
    const body = await answer.json();
    assert(answer.ok, JSON.stringify(body));
  }

  async stop() {
    this.child.kill("SIGTERM");
    await this.ended;
  }
}

/* Keep what is said to who listens, in the page. */
function listen() {
  const news = document.getElementById("news");
  window.told = [];
  new MutationObserver(changes => {
    for (const { addedNodes } of changes)
      window.told.push(...[...addedNodes].map(node => node.textContent));
  }).observe(news, { childList: true });
}

/* Wait until that was said. */
export async function hears(page, wanted) {
  await eventually(async () =>
    assert((await page.evaluate(() => window.told)).includes(wanted), wanted));
}

/* Debian's Chromium, driven by playwright-core. */
export class Browser {
  static async start() {
    const { chromium } = require("playwright-core");
    const browser = new Browser();
    browser.chromium = await chromium.launch({
      executablePath: process.env.CHROMIUM, timeout: PATIENCE,
      /* What is shown is our own page; root can have no sandbox. */
      args: ["--no-sandbox", "--disable-dev-shm-usage"] });
    return browser;
  }

  stop() {
    return this.chromium.close();
  }

  /* A page at url, drawn for the first time. */
  async open(url, { width = 1280, height = 900, ...context } = {}) {
    const page = await this.chromium.newPage({ viewport: { width, height },
      ...context });
    page.setDefaultTimeout(PATIENCE);
    page.complaints = [];
    page.asked = [];
    page.on("request", request => page.asked.push(request.url()));
    page.on("pageerror", error => page.complaints.push(error.message));
    page.on("console", message => {
      if (["error", "warning"].includes(message.type()))
        page.complaints.push(message.text());
    });
    await page.goto(url);
    await page.evaluate(listen);
    await shows(page, "#link-word", "Live");
    await page.locator("#records:not(:text-is('\u2013'))").waitFor();
    return page;
  }
}

/* Wait until what selector finds has this text, or matches it. */
export async function shows(page, selector, wanted) {
  await eventually(async () => {
    const text = await page.locator(selector).textContent();
    if (wanted instanceof RegExp)
      assert.match(text, wanted, selector);
    else
      assert.equal(text, wanted, selector);
  });
}

/* What is shown there, as a plain number. */
export async function number_at(page, selector) {
  const text = await page.locator(selector).textContent();
  return text.replaceAll(",", "").replace("\u2212", "-");
}

/* Go on by the keyboard until what selector finds has the focus. */
export async function tab_to(page, selector) {
  for (let n = 0; n < 50; n++) {
    if (await page.locator(selector).evaluate(
      element => element === document.activeElement))
      return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`no way to ${selector} by Tab`);
}

/* The name of every rule of axe-core that is broken, with where. */
export async function flaws(page) {
  const { source } = require("axe-core");
  await page.evaluate(source);
  const { violations } = await page.evaluate(() => axe.run());
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(node => `${id}: ${node.html.slice(0, 100)}: ` +
      node.failureSummary.replaceAll("\n", " ")));
}
