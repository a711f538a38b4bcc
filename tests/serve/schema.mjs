/*
 * schema - is a value what a schema says?  As much of JSON Schema as the
 * description at /openapi.json uses; anything else in a schema is an error.
 */
const ANNOTATIONS = new Set(["description", "examples", "default", "format",
  "$ref", "title"]);

const kinds = {
  object: v => v !== null && typeof v === "object" && !Array.isArray(v),
  array: v => Array.isArray(v),
  string: v => typeof v === "string",
  number: v => typeof v === "number",
  integer: v => Number.isInteger(v),
  boolean: v => typeof v === "boolean",
  null: v => v === null,
};

/* Each gives what is wrong with value, or nothing. */
const keywords = {
  type: (t, v) => [t].flat().some(kind => kinds[kind](v)) ? [] :
    [`is no ${t}`],
  enum: (words, v) => words.includes(v) ? [] : [`is none of ${words}`],
  pattern: (p, v) => typeof v !== "string" || new RegExp(p, "u").test(v) ? [] :
    [`is not like ${p}`],
  minimum: (n, v) => typeof v !== "number" || v >= n ? [] : [`is below ${n}`],
  maximum: (n, v) => typeof v !== "number" || v <= n ? [] : [`is above ${n}`],
  minLength: (n, v) => typeof v !== "string" || v.length >= n ? [] :
    [`is shorter than ${n}`],
  maxLength: (n, v) => typeof v !== "string" || v.length <= n ? [] :
    [`is longer than ${n}`],
  minItems: (n, v) => !Array.isArray(v) || v.length >= n ? [] :
    [`has fewer than ${n}`],
  maxItems: (n, v) => !Array.isArray(v) || v.length <= n ? [] :
    [`has more than ${n}`],
  required: (names, v) => !kinds.object(v) ? [] :
    names.filter(name => !(name in v)).map(name => `has no ${name}`),
  properties: (of, v, look) => !kinds.object(v) ? [] :
    Object.keys(v).filter(name => name in of).flatMap(name =>
      look(of[name], v[name], name)),
  additionalProperties: (yes, v, look, schema) => yes || !kinds.object(v) ? [] :
    Object.keys(v).filter(name => !(name in schema.properties)).map(name =>
      `has ${name}, too`),
  items: (of, v, look) => !Array.isArray(v) ? [] :
    v.flatMap((item, i) => look(of, item, i)),
  oneOf: (several, v, look) =>
    several.filter(of => look(of, v, "").length === 0).length === 1 ? [] :
      ["is not one of several", ...several.flatMap(of => look(of, v, ""))],
};

/* What is wrong with a value: sentences, none if nothing is. */
export function faults(root, schema, value, at = "it") {
  const found = [];

  if (schema.$ref !== undefined) {
    const target = schema.$ref.slice(2).split("/").reduce(
      (part, name) => part?.[name], root);
    if (target === undefined)
      throw new Error(`${schema.$ref} is not there`);
    found.push(...faults(root, target, value, at));
  }
  for (const [word, argument] of Object.entries(schema)) {
    if (ANNOTATIONS.has(word))
      continue;
    if (keywords[word] === undefined)
      throw new Error(`${word} is not understood`);
    found.push(...keywords[word](argument, value, (of, part, name) =>
      faults(root, of, part, name === "" ? at : `${at}.${name}`), schema)
      .map(fault => fault.startsWith(at) ? fault : `${at} ${fault}`));
  }
  return found;
}
