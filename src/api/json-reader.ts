/** From JSON text, or the values CBOR has been read to, to the members a model knows. Unknown members are ignored and null is absent, because newer clients send newer members. */
import { limits } from "../limits.ts";
import type { Reading } from "./scalars.ts";
import { maxInteger, readBase64, readDecimal, setKey } from "./scalars.ts";
import type { MemberRef, StructureShape } from "./service-model.ts";
import { shapeOf } from "./service-model.ts";
import { fromEpochSeconds, parseTimestamp } from "./timestamps.ts";
import { ApiError } from "./wire.ts";

/** AWS's error for a body that is no JSON, or the wrong JSON. */
export const serializationException = (message: string): ApiError => new ApiError("SerializationException", 400, message);

const quote = 0x22;
const backslash = 0x5c;

/** Parses text after bounding its nesting, so that no reader behind this needs to fear the depth of its recursion. */
export function parseJson(body: Buffer): unknown {
  if (nesting(body) > limits.bodyDepth) throw serializationException(`The body is nested deeper than ${limits.bodyDepth} levels.`);
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw serializationException("The body is not valid JSON.");
  }
}

/** Reads a parsed value as the shape `ref` names; CBOR brings dates and bytes as such, where JSON has numbers and base64. Nulls inside lists and maps stay, for validation to name. */
export function readJson(reading: Reading, ref: MemberRef, json: unknown): unknown {
  const shape = shapeOf(reading.model, ref);
  if (ref.jsonvalue) return typeof json === "string" ? parseJson(Buffer.from(json)) : json;
  switch (shape.type) {
    case "structure":
      if (shape.document) return json;
      return readStructure(reading, shape, json);
    case "list":
      if (!Array.isArray(json))
        throw reading.fail(isObject(json) ? "Start of structure or map found where not expected." : "Expected list or null");
      return json.map((each: unknown) => (each === null ? null : readJson(reading, shape.member, each)));
    case "map": {
      if (!isObject(json)) throw unexpected(reading, json);
      const map = {};
      for (const [key, value] of Object.entries(json)) {
        setKey(map, key, value === null ? null : readJson(reading, shape.value, value));
      }
      return map;
    }
    case "string":
      if (typeof json === "string") return json;
      throw cannotConvert(reading, json, "a String");
    case "boolean":
      if (typeof json === "boolean") return json;
      throw cannotConvert(reading, json, "a Boolean");
    case "integer":
    case "long":
      if (typeof json === "number" && Number.isInteger(json) && (shape.type === "long" || Math.abs(json) <= maxInteger + 1)) return json;
      throw cannotConvert(reading, json, shape.type === "long" ? "a Long" : "an Integer");
    case "float":
    case "double": {
      const number = typeof json === "string" ? nonFinite(json) : json;
      if (typeof number === "number") return number;
      throw cannotConvert(reading, json, shape.type === "float" ? "a Float" : "a Double");
    }
    case "timestamp": {
      const date =
        json instanceof Date
          ? json
          : typeof json === "number"
            ? fromEpochSeconds(json)
            : typeof json === "string"
              ? parseTimestamp(json)
              : undefined;
      if (date) return date;
      throw cannotConvert(reading, json, "a Date");
    }
    case "blob": {
      const bytes = json instanceof Uint8Array ? json : typeof json === "string" ? readBase64(json) : undefined;
      if (bytes) return bytes;
      throw cannotConvert(reading, json, "a Blob");
    }
  }
}

/** Reads the members of a structure that stand in the body. */
export function readStructure(reading: Reading, shape: StructureShape, json: unknown): Record<string, unknown> {
  if (!isObject(json)) throw unexpected(reading, json);
  const structure: Record<string, unknown> = {};
  let found = 0;
  for (const name in shape.members) {
    const ref = shape.members[name]!;
    if (ref.location) continue;
    const key = ref.locationName ?? name;
    const value = Object.hasOwn(json, key) ? json[key] : undefined;
    if (value === undefined || value === null) continue;
    structure[name] = readJson(reading, ref, value);
    found++;
  }
  if (shape.union && found > 1) throw reading.fail("Unexpected field: a union has exactly one member set.");
  return structure;
}

function isObject(json: unknown): json is Record<string, unknown> {
  return typeof json === "object" && json !== null && !Array.isArray(json) && !(json instanceof Date) && !(json instanceof Uint8Array);
}

function nonFinite(text: string): number | undefined {
  const number = readDecimal(text);
  return Number.isFinite(number) ? undefined : number;
}

function unexpected(reading: Reading, json: unknown): ApiError {
  return reading.fail(Array.isArray(json) ? "Start of list found where not expected." : "Expected structure or map or null");
}

/** `STRING_VALUE can not be converted to an Integer`, the wording of AWS's own JSON layer. */
function cannotConvert(reading: Reading, json: unknown, type: string): ApiError {
  if (Array.isArray(json)) return reading.fail("Start of list found where not expected.");
  if (typeof json === "object") return reading.fail("Start of structure or map found where not expected.");
  const found = typeof json === "boolean" ? (json ? "TRUE_VALUE" : "FALSE_VALUE") : `${(typeof json).toUpperCase()}_VALUE`;
  return reading.fail(`${found} can not be converted to ${type}`);
}

/** The deepest nesting of brackets outside strings; one pass over the bytes, before anything is built. */
function nesting(body: Buffer): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < body.length; at++) {
    const byte = body[at]!;
    if (byte === quote) at = endOfString(body, at + 1);
    else if (byte === 0x7b || byte === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (byte === 0x7d || byte === 0x5d) depth--;
  }
  return deepest;
}

function endOfString(body: Buffer, from: number): number {
  let at = from;
  while (at < body.length && body[at] !== quote) at += body[at] === backslash ? 2 : 1;
  return at;
}
