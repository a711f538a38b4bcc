/*
 * The page in Chromium, as one sees it, as one uses it by the keyboard, and as
 * it is told to who cannot see.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { Browser, Server, eventually, flaws, hears, number_at, shows, tab_to,
  test } from "./harness.mjs";

const WIDTHS = [360, 768, 1280, 1920];
const SCHEMES = ["light", "dark"];

const browser = await Browser.start();

/* Many of the usual kind, and among the last of them some that are as wide as
   they may be. */
const rows = ["id,time,account,amount"];
for (let n = 1; n <= 1020; n++) {
  const amount = `${n % 2 ? "" : "-"}${n * 7919 % 500000}.` +
    String(n % 100).padStart(2, "0");
  if (n === 1015)
    rows.push(`${"W".repeat(64)},2026-11-22T06:50:00Z,${"M".repeat(64)},` +
      "-92233720368547758.07",
    `${"w".repeat(64)},,"a <b>bold</b> ""name""",92233720368547758.07`);
  rows.push(`r${n},2026-11-22T06:51:00.${String(n).padStart(6, "0")}Z,,` +
    amount);
}

/* Sent in two parts: no more than 1,000 may come at once. */
async function fill(server) {
  for (const part of [rows.slice(1, 501), rows.slice(501)])
    await server.submit([rows[0], ...part].join("\n") + "\n");
}

/* What the page shows is what the server tells. */
async function same_figures(server, page) {
  await eventually(async () => {
    const wanted = await server.json("account/balance");
    assert.equal(await number_at(page, "#balance"), wanted.balance);
    assert.equal(await number_at(page, "#records"), String(wanted.records));
    await shows(page, "#currency", wanted.currency);
  });
}

async function records_of(server) {
  return (await server.json("account/balance")).records;
}

let server = await Server.start("book", ["--currency", "GBP"]);

await test("an empty book is shown without a complaint", async () => {
  const page = await browser.open(server.url);
  await same_figures(server, page);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

await test("a page that is open follows the book", async () => {
  const page = await browser.open(server.url);
  await fill(server);
  await same_figures(server, page);
  await shows(page, "#windows", "1");
  /* Two are larger than a batch. */
  await shows(page, "#next-words", "20 of 1,000 records");
  assert.match(await page.title(), /^[\u22120-9,.]+ GBP \u00b7 balsys$/);
  const total = rows.slice(1).reduce((sum, row) =>
    sum + BigInt(row.split(",").pop().replace(".", "")), 0n);
  assert.equal((await number_at(page, "#balance")).replace(".", ""),
    String(total));
  await page.close();
});

await test("nothing is asked of anybody else, and nothing complained of",
  async () => {
    const page = await browser.open(server.url);
    await same_figures(server, page);
    for (const url of page.asked)
      assert(url.startsWith(server.url), url);
    assert(page.asked.length >= 6);
    assert.deepEqual(page.complaints, []);
    assert.match((await server.get("")).headers.get("content-security-policy"),
      /default-src 'none'/);
    await page.close();
  });

await test("the tables have what the book has", async () => {
  const page = await browser.open(server.url);
  const latest = page.locator("#latest-rows tr");
  await eventually(async () => assert.equal(await latest.count(), 20));
  const last = rows[rows.length - 1].split(",");
  const cells = await latest.first().locator("td").allTextContents();
  assert.equal(cells[0], "06:51:00");
  assert.equal(cells[1], last[0]);
  assert.equal(cells[3].replaceAll(",", "").replace("\u2212", "-"), last[3]);
  const window = await page.locator("#window-rows tr").first()
    .locator("td").allTextContents();
  const { batches, lower_bound, proven } = await page.evaluate(() =>
    new Promise(resolve => {
      const events = new EventSource("/events");
      events.addEventListener("state", event => {
        events.close();
        resolve(JSON.parse(event.data).latest_windows[0]);
      });
    }));
  assert.deepEqual(window.slice(0, 4), ["1", String(batches),
    String(lower_bound), proven ? "yes" : "no"]);
  assert(await page.locator("#batch-rows tr").count() > 1);
  await page.close();
});

await test("no width from 360 to 1,920 has to be scrolled", async () => {
  for (const width of WIDTHS) {
    const page = await browser.open(server.url, { width });
    await same_figures(server, page);
    const outside = await page.evaluate(() => {
      const room = document.documentElement.clientWidth;
      const beyond = element => element.getClientRects().length > 0 &&
        element.closest(".unseen, .skip, #latest thead, #latest td") === null &&
        element.getBoundingClientRect().right > room;
      return [document.documentElement.scrollWidth - room,
        ...[...document.querySelectorAll("body *")].filter(beyond)
          .map(element => element.outerHTML.slice(0, 80))];
    });
    assert.deepEqual(outside, [0], `at ${width}`);
    /* Nor does a card cut off what is in it. */
    const cut = await page.evaluate(() => [...document.querySelectorAll(".card")]
      .filter(card => card.scrollWidth > card.clientWidth)
      .map(card => card.className));
    assert.deepEqual(cut, [], `at ${width}`);
    await page.close();
  }
});

await test("light and dark are two, and both are readable", async () => {
  const papers = new Set();
  for (const colorScheme of SCHEMES)
    for (const width of WIDTHS) {
      const page = await browser.open(server.url, { width, colorScheme });
      await same_figures(server, page);
      papers.add(await page.evaluate(() =>
        getComputedStyle(document.body).backgroundColor));
      assert.deepEqual(await flaws(page), [], `${colorScheme} at ${width}`);
      if (process.env.BALSYS_PICTURES)
        writeFileSync(`${process.env.BALSYS_PICTURES}/${width}-${colorScheme}.png`,
          await page.screenshot({ fullPage: true }));
      await page.close();
    }
  assert.equal(papers.size, 2);
});

await test("who has no colours and wants no motion is not left out",
  async () => {
    const page = await browser.open(server.url, { forcedColors: "active",
      reducedMotion: "reduce" });
    await same_figures(server, page);
    assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
    assert.deepEqual(page.complaints, []);
    await page.close();
  });

await test("the chart can be read by the keyboard, and as a table",
  async () => {
    const page = await browser.open(server.url);
    await same_figures(server, page);
    await tab_to(page, "#chart");
    await page.keyboard.press("End");
    const balance = await page.locator("#balance").textContent();
    await shows(page, "#readout", /^[0-9:]{8} UTC: [\u22120-9,.]+, [0-9,]+ records$/);
    assert.equal(await page.locator("#chart").getAttribute("aria-valuetext"),
      await page.locator("#readout").textContent());
    await shows(page, "#chart-words", new RegExp(` to ${balance} at `));
    await page.keyboard.press("Home");
    await eventually(async () => assert.equal(
      await page.locator("#chart").getAttribute("aria-valuenow"), "0"));
    await page.keyboard.press("Escape");
    await shows(page, "#readout", "");
    await tab_to(page, "#chart-details summary");
    await page.keyboard.press("Enter");
    await shows(page, "#chart-rows tr:first-child td:nth-child(2)", balance);
    await page.close();
  });

await test("a simulation is started and stopped by the keyboard", async () => {
  const page = await browser.open(server.url);
  const before = await records_of(server);
  await tab_to(page, "#rate");
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("200");
  await page.keyboard.press("Enter");
  await shows(page, "#run-word", "Running");
  await hears(page, "The simulation runs.");
  await shows(page, "#run-plan", "200 a second");
  await eventually(async () => assert(
    Number(await number_at(page, "#records")) > before + 20));
  await tab_to(page, "#start [type=submit]");
  await page.keyboard.press("Space");
  await shows(page, "#problem", /running/);
  await tab_to(page, "#stop");
  await page.keyboard.press("Space");
  await shows(page, "#run-word", "Not running");
  await shows(page, "#problem", "");
  await same_figures(server, page);
  const after = await records_of(server);
  await new Promise(resolve => setTimeout(resolve, 500));
  assert.equal(await records_of(server), after);
  await page.close();
});

await test("so many records in so many seconds, and then it ends", async () => {
  const page = await browser.open(server.url);
  const before = await records_of(server);
  await tab_to(page, "[name=kind][value=rate]");
  await page.keyboard.press("ArrowRight");
  assert(!await page.locator("#rate").isVisible());
  for (const [field, value] of [["#count", "60"], ["#duration", "0.5"],
    ["#seed", "18446744073709551615"]]) {
    await tab_to(page, field);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type(value);
  }
  await page.keyboard.press("Enter");
  await shows(page, "#run-words", "60 of 60");
  await shows(page, "#run-word", "Not running");
  await shows(page, "#run-accepted", "60");
  assert.equal(await records_of(server), before + 60);
  await page.close();
});

await test("what cannot be is said, and where", async () => {
  const page = await browser.open(server.url);
  await page.fill("#rate", "1e3");
  await page.click("#start [type=submit]");
  await shows(page, "#problem", /^Records a second is a number/);
  assert.equal(await page.locator("#rate").getAttribute("aria-invalid"), "true");
  assert(await page.locator("#rate").evaluate(
    field => field === document.activeElement));
  await page.fill("#rate", "0");
  await page.click("#start [type=submit]");
  await shows(page, "#problem", /rate/);		/* as the server says it */
  await page.fill("#rate", "50");
  await page.fill("#seed", "-1");
  await page.click("#start [type=submit]");
  await shows(page, "#problem", /^A seed is/);
  await shows(page, "#run-word", "Not running");
  assert.deepEqual(page.complaints.filter(text => !/400/.test(text)), []);
  await page.close();
});

await test("that a child died is told, and does not stop the page", async () => {
  const page = await browser.open(server.url);
  await shows(page, "#pipeline-word", "Pipeline running");
  execFileSync("pkill", ["-KILL", "-P", String(server.child.pid), "-x",
    "balsys-batch"]);
  await shows(page, "#pipeline-word",
    /^Pipeline running, restarted [1-9] times?$/);
  await server.submit("id,time,account,amount\nbehind,,,0.01\n");
  await same_figures(server, page);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

await test("it connects again by itself, and says since when it did not",
  async () => {
    const page = await browser.open(server.url);
    await same_figures(server, page);
    const { port } = server;
    await server.stop();
    await shows(page, "#link-word", "Connection lost, trying again");
    await shows(page, "#as-of", /^figures are those of [0-9:]{8} UTC$/);
    await hears(page, "The connection is lost. It is tried again.");
    await shows(page, "#pipeline-word", "Pipeline not heard of");
    await page.click("#start [type=submit]");
    await shows(page, "#problem", /^The server does not answer/);
    assert.deepEqual(await flaws(page), []);
    server = await Server.start("book", ["--currency", "GBP"], port);
    await shows(page, "#link-word", "Live");
    await hears(page, "The figures are live again.");
    await server.submit("id,time,account,amount\nagain,,,0.01\n");
    await same_figures(server, page);
    await page.close();
  });
await server.stop();

await test("a token is asked for where one is wanted, and kept nowhere",
  async () => {
    const secret = "0123456789abcdef-secret";
    writeFileSync("token", `${secret}\n`, { mode: 0o600 });
    const guarded = await Server.start("guarded", ["--token-file", "token"]);
    const page = await browser.open(guarded.url);
    await page.click("#start [type=submit]");
    await shows(page, "#problem", /token/i);
    assert(await page.locator("#token").evaluate(
      field => field === document.activeElement));
    await page.keyboard.type(secret);
    await page.click("#start [type=submit]");
    await shows(page, "#run-word", "Running");
    await page.click("#stop");
    await shows(page, "#run-word", "Not running");
    assert.deepEqual(await page.evaluate(() => [document.cookie,
      localStorage.length, sessionStorage.length]), ["", 0, 0]);
    assert(!page.asked.some(url => url.includes("secret")));
    await page.reload();
    assert.equal(await page.locator("#token").inputValue(), "");
    await page.close();
    await guarded.stop();
  });

await browser.stop();
/* Of a test that failed, a server may still run. */
process.exit();
