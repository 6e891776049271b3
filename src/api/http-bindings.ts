/** Members that stand in the path, the query, the headers or the status instead of the body (REST-JSON and REST-XML). */
import { parseJson } from "./json-reader.ts";
import type { Reading } from "./scalars.ts";
import { readScalar, setKey, writeScalar } from "./scalars.ts";
import type { MemberRef, ServiceModel, StructureShape } from "./service-model.ts";
import { shapeOf } from "./service-model.ts";
import type { WireRequest } from "./wire.ts";

/** Reads every member of `shape` that is bound to the request around the body. */
export function readBindings(
  reading: Reading,
  shape: StructureShape,
  request: WireRequest,
  labels: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  let query: Map<string, string[]> | undefined;
  for (const name in shape.members) {
    const ref = shape.members[name]!;
    const wireName = ref.locationName ?? name;
    let value: unknown;
    if (ref.location === "uri") value = labels[wireName] === undefined ? undefined : readScalar(reading, ref, labels[wireName]);
    else if (ref.location === "querystring") {
      query ??= parseQuery(request.query, reading);
      value = readQueryMember(reading, ref, wireName, query);
    } else if (ref.location === "header") value = readHeader(reading, ref, request.headers[wireName.toLowerCase()]);
    else if (ref.location === "headers") value = readPrefixedHeaders(ref.locationName ?? "", request.headers);
    if (value !== undefined) input[name] = value;
  }
  return input;
}

/** Writes every member of `output` that is bound to the answer around the body. */
export function writeBindings(
  model: ServiceModel,
  shape: StructureShape,
  output: Record<string, unknown>,
): { status?: number; headers: Record<string, string> } {
  const headers: Record<string, string> = {};
  let status: number | undefined;
  for (const name in shape.members) {
    const ref = shape.members[name]!;
    const value = output[name];
    if (!ref.location || value === undefined || value === null) continue;
    const wireName = (ref.locationName ?? name).toLowerCase();
    if (ref.location === "statusCode") status = Number(value);
    else if (ref.location === "header") headers[wireName] = writeHeader(model, ref, value);
    else if (ref.location === "headers") {
      const prefix = (ref.locationName ?? "").toLowerCase();
      for (const [key, each] of Object.entries(value as Record<string, string>)) headers[`${prefix}${key.toLowerCase()}`] = each;
    }
  }
  return { ...(status === undefined ? {} : { status }), headers };
}

/** The decoded pairs of a query string or form, in order. A broken escape is the caller's error. */
export function parseQuery(query: string, reading: Pick<Reading, "fail">): Map<string, string[]> {
  const pairs = new Map<string, string[]>();
  for (const part of query.split("&")) {
    if (part === "") continue;
    const equals = part.indexOf("=");
    const key = decode(equals < 0 ? part : part.slice(0, equals), reading);
    const value = equals < 0 ? "" : decode(part.slice(equals + 1), reading);
    const values = pairs.get(key);
    if (values) values.push(value);
    else pairs.set(key, [value]);
  }
  return pairs;
}

function decode(text: string, reading: Pick<Reading, "fail">): string {
  if (!text.includes("%") && !text.includes("+")) return text;
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw reading.fail("The request has a malformed percent-encoding.");
  }
}

function readQueryMember(reading: Reading, ref: MemberRef, wireName: string, query: Map<string, string[]>): unknown {
  const shape = shapeOf(reading.model, ref);
  if (shape.type === "map") return readQueryMap(reading, shape.value, query);
  const values = query.get(wireName);
  if (!values) return undefined;
  if (shape.type === "list") return values.map((value) => readScalar(reading, shape.member, value));
  return readScalar(reading, ref, values[0]!);
}

/** A map takes every parameter, also those other members are named for. */
function readQueryMap(reading: Reading, valueRef: MemberRef, query: Map<string, string[]>): unknown {
  const lists = shapeOf(reading.model, valueRef).type === "list";
  const map = {};
  for (const [key, values] of query) setKey(map, key, lists ? values : values[0]);
  return query.size ? map : undefined;
}

function readHeader(reading: Reading, ref: MemberRef, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  const shape = shapeOf(reading.model, ref);
  if (ref.jsonvalue) return parseJson(Buffer.from(text, "base64"));
  if (shape.type === "structure") throw reading.fail("A structure cannot stand in a header.");
  if (shape.type !== "list") return readScalar(reading, ref, text);
  const dates = shapeOf(reading.model, shape.member).type === "timestamp";
  return splitHeader(text, dates).map((value) => readScalar(reading, shape.member, value));
}

/** Splits a header that is a list: at commas outside quotes, at every second comma for HTTP dates. */
function splitHeader(text: string, dates: boolean): string[] {
  if (text.trim() === "") return [];
  if (dates && /[A-Za-z]{3},/.test(text)) return (text.match(/[^,]+,[^,]+/g) ?? []).map((date) => date.trim());
  return (text.match(/\s*(?:"(?:[^"\\]|\\.)*"|[^,]*)(?:,|$)/g) ?? [])
    .map((item) => item.replace(/,$/, "").trim())
    .filter((item, at, all) => item !== "" || at < all.length - 1)
    .map((item) => (item.startsWith('"') ? item.slice(1, -1).replace(/\\(.)/g, "$1") : item));
}

function readPrefixedHeaders(prefix: string, headers: Readonly<Record<string, string>>): Record<string, string> | undefined {
  const lower = prefix.toLowerCase();
  const map = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith(lower) && name.length > lower.length) setKey(map, name.slice(lower.length), value);
  }
  return Object.keys(map).length ? map : undefined;
}

function writeHeader(model: ServiceModel, ref: MemberRef, value: unknown): string {
  const shape = shapeOf(model, ref);
  if (ref.jsonvalue) return Buffer.from(JSON.stringify(value)).toString("base64");
  if (shape.type !== "list") return writeScalar(model, ref, value, "rfc822");
  return (value as unknown[])
    .filter((each) => each !== null && each !== undefined)
    .map((each) => {
      const text = writeScalar(model, shape.member, each, "rfc822");
      return typeof each === "string" && /[",]/.test(text) ? `"${text.replace(/["\\]/g, "\\$&")}"` : text;
    })
    .join(", ");
}
