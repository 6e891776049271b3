/** Scalars as text: what stands in headers, queries, paths, forms and XML elements. */
import type { MemberRef, ServiceModel, TimestampFormat } from "./service-model.ts";
import { shapeOf } from "./service-model.ts";
import { formatTimestamp, parseTimestamp, timestampFormat } from "./timestamps.ts";
import type { ApiError } from "./wire.ts";

/** What a reader needs besides the text: the model, and how this protocol says that something does not fit. */
export interface Reading {
  readonly model: ServiceModel;
  /** The error for a value that cannot be read; the caller throws it. */
  fail(message: string): ApiError;
}

const integer = /^[+-]?\d{1,19}$/;
const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const base64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/;
export const maxInteger = 2 ** 31 - 1;

/** Reads text as the scalar `ref` names. */
export function readScalar(reading: Reading, ref: MemberRef, text: string): unknown {
  const shape = shapeOf(reading.model, ref);
  switch (shape.type) {
    case "string":
      return text;
    case "boolean":
      if (text === "true" || text === "false") return text === "true";
      break;
    case "integer":
      if (integer.test(text) && Math.abs(Number(text)) <= maxInteger + 1) return Number(text);
      break;
    case "long":
      if (integer.test(text)) return Number(text);
      break;
    case "float":
    case "double": {
      const number = readDecimal(text);
      if (number !== undefined) return number;
      break;
    }
    case "timestamp": {
      const date = parseTimestamp(text);
      if (date) return date;
      break;
    }
    case "blob": {
      const bytes = readBase64(text);
      if (bytes) return bytes;
      break;
    }
    case "list":
    case "map":
    case "structure":
      throw new Error(`${reading.model.name}.${ref.shape} is no scalar`);
  }
  throw reading.fail(`"${text.slice(0, 100)}" can not be converted to ${shape.type === "integer" ? "an" : "a"} ${shape.type}`);
}

/** Writes a scalar as text; `usual` is the timestamp format of the place. */
export function writeScalar(model: ServiceModel, ref: MemberRef, value: unknown, usual: TimestampFormat): string {
  if (value instanceof Date) return formatTimestamp(value, timestampFormat(model, ref, usual));
  if (value instanceof Uint8Array) return base64Of(value);
  return String(value);
}

/** A decimal number or one of the three names JSON has no number for. */
export function readDecimal(text: string): number | undefined {
  if (text === "NaN" || text === "Infinity" || text === "-Infinity") return Number(text);
  return decimal.test(text) ? Number(text) : undefined;
}

export function readBase64(text: string): Buffer | undefined {
  return base64.test(text) ? Buffer.from(text, "base64") : undefined;
}

export function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}

/** Sets a key that may be called `__proto__` as a plain property. */
export function setKey(target: object, key: string, value: unknown): void {
  if (key === "__proto__") Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else (target as Record<string, unknown>)[key] = value;
}
