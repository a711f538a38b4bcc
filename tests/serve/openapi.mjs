/*
 * openapi - call everything that /openapi.json describes, with its examples,
 * and with what it says is wrong; each answer must be one that it describes.
 *
 *	node openapi.mjs http://127.0.0.1:8080/ routes
 *
 * routes has a line for each route of the server: "GET /healthz".
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { request } from "node:http";

import { faults } from "./schema.mjs";

const [base, routes] = process.argv.slice(2);
const seen = new Map();		/* operationId -> statuses */

async function test(name, body) {
  try {
    await body();
    console.log(`ok - ${name}`);
  } catch (error) {
    console.log(`not ok - ${name}`);
    console.error(`${name}: ${error.stack ?? error}`);
    process.exitCode = 1;
  }
}

const root = await (await fetch(base + "openapi.json")).json();
const follow = part => part.$ref === undefined ? part :
  part.$ref.slice(2).split("/").reduce((at, name) => at[name], root);

/* All operations; those that others want to be done first come first. */
const operations = Object.entries(root.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) =>
    ({ path, method: method.toUpperCase(), ...operation })));
operations.sort((a, b) => (b.operationId === "submit") -
  (a.operationId === "submit"));
const named = id => operations.find(o => o.operationId === id);

/* A request by hand, as fetch() has headers of its own. */
function ask(method, path, headers = {}, body = undefined) {
  return new Promise((resolve, reject) => {
    const r = request(new URL(path, base), { method, headers, agent: false },
      answer => {
        const parts = [];
        const finish = () => resolve({ status: answer.statusCode,
          headers: answer.headers, text: Buffer.concat(parts).toString() });
        answer.on("data", part => {
          parts.push(part);
          /* A stream has no end; its first events are enough. */
          if (answer.headers["content-type"] === "text/event-stream" &&
              Buffer.concat(parts).includes("event: state") &&
              Buffer.concat(parts).toString().endsWith("\n\n")) {
            finish();
            r.destroy();
          }
        });
        answer.on("end", () => {
          finish();
          r.destroy();
        });
        answer.on("error", reject);
      });
    r.on("error", reject);
    /* A body that is too large is not waited for; nor is it sent here, as the
       connection would be cut while it is. */
    if ("Content-Length" in headers)
      r.flushHeaders();
    else
      r.end(body);
  });
}

/* Call an operation; the answer must be described. */
async function call(o, { query = {}, headers = {}, body } = {}) {
  const path = o.path.slice(1) + (Object.keys(query).length === 0 ? "" :
    "?" + new URLSearchParams(query));
  const answer = await ask(o.method, path, headers, body);
  const what = `${o.method} ${path}: ${answer.status} ${answer.text}`;
  const described = o.responses[answer.status];
  assert(described !== undefined, `${what}: not described`);
  const response = follow(described);
  const type = answer.headers["content-type"]?.split(";")[0];
  if (response.content === undefined) {
    assert.equal(answer.text, "", what);
  } else {
    assert(type in response.content, `${what}: ${type} is not described`);
    if (type.endsWith("json")) {
      assert.deepEqual(faults(root, response.content[type].schema,
        JSON.parse(answer.text)), [], what);
    } else {
      assert.notEqual(answer.text, "", what);
    }
  }
  for (const name of Object.keys(response.headers ?? {}))
    assert(name.toLowerCase() in answer.headers, `${what}: no ${name}`);
  seen.set(o.operationId,
    (seen.get(o.operationId) ?? new Set()).add(answer.status));
  return answer;
}

/* The same, and it must be this status, and this kind of problem. */
async function expect(status, problem, id, how) {
  const answer = await call(named(id), how);
  assert.equal(answer.status, status, answer.text);
  if (problem !== "")
    assert.equal(JSON.parse(answer.text).type, `/problems#${problem}`);
  return answer;
}

const json = value => ({ headers: { "Content-Type": "application/json" },
  body: typeof value === "string" ? value : JSON.stringify(value) });

await test("every route is described, and no other", () => {
  const described = operations.map(o => `${o.method} ${o.path}`).sort();
  const known = readFileSync(routes, "utf8").trim().split("\n").sort();
  assert.deepEqual(described, known);
});

await test("operations have different names", () =>
  assert.equal(new Set(operations.map(o => o.operationId)).size,
    operations.length));

await test("examples of answers are as their schemas say", () => {
  for (const o of operations)
    for (const response of Object.values(o.responses).map(follow))
      for (const { schema, example } of
        Object.values(response.content ?? {}))
        if (example !== undefined)
          assert.deepEqual(faults(root, schema, example), [], o.operationId);
});

for (const o of operations.filter(p => p.requestBody !== undefined))
  for (const [type, of] of Object.entries(o.requestBody.content))
    for (const [name, { value }] of Object.entries(of.examples ?? {}))
      await test(`${o.operationId} takes its example ${name}`, async () => {
        if (type === "application/json")
          assert.deepEqual(faults(root, of.schema, value), []);
        const body = type === "application/json" ? JSON.stringify(value) :
          value;
        const answer = await call(o, { headers: { "Content-Type": type },
          body });
        assert(answer.status < 300, answer.text);
        if (o.operationId === "startSimulation") {
          await expect(409, "running", o.operationId, json({}));
          assert.equal(JSON.parse((await expect(200, "", "stopSimulation"))
            .text).running, false);
        }
      });

/* Windows are formed a little later. */
await test("a window is formed", async () => {
  const end = Date.now() + 60000;
  while (JSON.parse((await expect(200, "", "getSummary")).text)
    .windows.count === 0)
    assert(Date.now() < end);
});

for (const o of operations.filter(p => p.requestBody === undefined)) {
  await test(`${o.operationId} answers without parameters`, async () =>
    assert.equal((await call(o)).status, 200));
  for (const { name, in: where, example, schema } of o.parameters ?? []) {
    if (where !== "query")
      continue;
    await test(`${o.operationId} takes its example of ${name}`, async () => {
      assert.deepEqual(faults(root, schema, example), []);
      const answer = await call(o, { query: { [name]: example } });
      assert.equal(answer.status, 200, answer.text);
    });
    if (schema.type !== "integer")
      continue;
    await test(`${o.operationId} has the range of ${name}`, async () => {
      for (const wrong of [schema.minimum - 1, "", "x", "1.5", "-1",
        ...schema.maximum === undefined ? [] : [schema.maximum + 1]])
        await expect(400, "parameter", o.operationId,
          { query: { [name]: wrong } });
      if (schema.maximum !== undefined)
        await expect(200, "", o.operationId,
          { query: { [name]: schema.maximum } });
    });
  }
}

await test("no operation takes a parameter that it does not have", async () => {
  for (const o of operations)
    await expect(400, "parameter", o.operationId, { query: { nonsense: "1" },
      ...o.requestBody === undefined ? {} : json({}) });
});

await test("every path says which methods it takes", async () => {
  for (const o of operations) {
    const other = o.method === "GET" ? "POST" : "GET";
    for (const method of [other, "PUT", "DELETE", "OPTIONS"]) {
      const answer = await ask(method, o.path.slice(1));
      assert.equal(answer.status, 405, `${method} ${o.path}`);
      assert(answer.headers.allow.includes(o.method), answer.headers.allow);
      assert.deepEqual(faults(root,
        { $ref: "#/components/schemas/Problem" }, JSON.parse(answer.text)),
      []);
    }
  }
});

await test("what is wrong is answered as it is described", async () => {
  const more = "x".repeat(65);
  await expect(404, "account", "getBalance", { query: { account: "nobody" } });
  await expect(400, "parameter", "getBalance", { query: { account: more } });
  await expect(404, "window", "getBatches", { query: { window: 999999 } });
  for (const query of [{ start: "yesterday" }, { after: "no-such" },
    { after: more }, { start: "2026-11-23T00:00:00Z",
      end: "2026-11-22T23:59:59.999999Z" }])
    await expect(400, "parameter", "getHistory", { query });
  await expect(200, "", "submit", json({ id: "order-1001", amount: "12.34",
    account: "shop-1", time: "2026-11-22T06:50:00Z" }));
  await expect(409, "conflict", "submit", json({ id: "order-1001",
    amount: "12.35" }));
  await expect(422, "refused", "submit", json({ id: "x1",
    amount: "12.345" }));
  for (const [problem, body] of [["json", "{"], ["json", ""],
    ["field", {}], ["field", { id: "a", amount: "1", more: 1 }],
    ["many", Array(1001).fill({ id: "a", amount: "1" })]])
    await expect(400, problem, "submit", json(body));
  await expect(413, "body", "submit", { headers: { "Content-Length": 1048577,
    "Content-Type": "application/json" } });
  await expect(415, "media-type", "submit", { body: "{}",
    headers: { "Content-Type": "text/plain" } });
});

await test("a simulation has its ranges", async () => {
  const { properties } = root.components.schemas.SimulationPlan;
  const all = { transactionCount: 1, durationSeconds: 1 };
  for (const [name, { minimum, maximum, type }] of Object.entries(properties))
    for (const wrong of [minimum - 1, maximum * 10, "\"5\"", "null", "[1]",
      "0.00000001", ...type === "integer" ? ["1.5"] : []]) {
      const rest = name in all ? { ...all } : {};
      delete rest[name];
      const members = Object.entries(rest).map(([n, v]) => `"${n}":${v}`);
      await expect(400, "field", "startSimulation",
        json(`{${[`"${name}":${wrong}`, ...members].join()}}`));
    }
  for (const wrong of [{ transactionCount: 1 }, { durationSeconds: 1 },
    { ...all, rate: 1 }, { nonsense: 1 },
    { transactionCount: 1000000000, durationSeconds: 0.001 },
    { transactionCount: 1, durationSeconds: 31622400 }])
    await expect(400, "field", "startSimulation", json(wrong));
  await expect(400, "json", "startSimulation", json("[1"));
  await expect(200, "", "startSimulation", json({ transactionCount: 1,
    durationSeconds: 0.001, seed: 0 }));
  await expect(200, "", "stopSimulation");
});

await test("a client that has a file gets none", async () => {
  for (const o of operations.filter(p => "304" in p.responses)) {
    const { etag } = (await call(o)).headers;
    assert.equal((await call(o, { headers: { "If-None-Match": etag } }))
      .status, 304);
    assert.equal((await call(o, { headers: { "If-None-Match": "\"x\"" } }))
      .status, 200);
  }
});

await test("other hosts, other pages, large headers", async () => {
  for (const o of operations) {
    const how = o.requestBody === undefined ? {} : json({});
    const and = headers => ({ ...how, headers: { ...how.headers,
      ...headers } });
    await expect(421, "host", o.operationId, and({ Host: "example.org" }));
    await expect(403, "origin", o.operationId,
      and({ Origin: "http://example.org" }));
  }
  const large = await ask("GET", "healthz", { "X-Large": "x".repeat(17000) });
  assert.equal(large.status, 431);
});

/* 401 is for a server with a token; 431 was asked for once; the rest cannot be
   had at will. */
await test("every status was seen", () => {
  const missing = operations.flatMap(o => Object.keys(o.responses)
    .filter(status => !["401", "431", "500", "503"].includes(status))
    .filter(status => !seen.get(o.operationId)?.has(Number(status)))
    .map(status => `${o.operationId} ${status}`))
    .filter(what => !/^(startSimulation|stopSimulation) 41[35]$/.test(what));
  assert.deepEqual(missing, []);
});
