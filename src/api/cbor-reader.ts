/**
 * CBOR (RFC 8949) as RPC v2 uses it, to plain values: maps with text keys are objects, byte strings are Buffers, tag 1 is a Date.
 * Every length is checked against what is left of the body and nesting is bounded, so that a small body cannot ask for much.
 */
import { limits } from "../limits.ts";
import { serializationException } from "./json-reader.ts";
import { setKey } from "./scalars.ts";
import { fromEpochSeconds } from "./timestamps.ts";
import type { ApiError } from "./wire.ts";

const malformed = (): ApiError => serializationException("The body is not valid CBOR.");

/** The "break" that ends what has no length of its own. */
const stop = Symbol("break");
const indefinite = 31;

/** Reads the one item that is the body. */
export function parseCbor(body: Buffer): unknown {
  const reader = new CborReader(body);
  const value = reader.item(0);
  if (value === stop || !reader.ended) throw malformed();
  return value;
}

class CborReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get ended(): boolean {
    return this.#at === this.#bytes.length;
  }

  item(depth: number): unknown {
    if (depth > limits.bodyDepth) throw serializationException(`The body is nested deeper than ${limits.bodyDepth} levels.`);
    const head = this.#take(1).readUInt8();
    const major = head >> 5;
    const extra = head & 31;
    switch (major) {
      case 0:
        return this.#argument(extra);
      case 1:
        return -1 - this.#argument(extra);
      case 2:
        return this.#chunks(major, extra);
      case 3:
        return this.#chunks(major, extra).toString("utf8");
      case 4:
        return this.#list(extra, depth);
      case 5:
        return this.#map(extra, depth);
      case 6:
        return this.#tagged(this.#argument(extra), depth);
      default:
        return this.#simple(extra);
    }
  }

  #take(length: number): Buffer {
    if (length > this.#bytes.length - this.#at) throw malformed();
    const part = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return part;
  }

  #argument(extra: number): number {
    if (extra < 24) return extra;
    if (extra === 24) return this.#take(1).readUInt8();
    if (extra === 25) return this.#take(2).readUInt16BE();
    if (extra === 26) return this.#take(4).readUInt32BE();
    if (extra === 27) return Number(this.#take(8).readBigUInt64BE());
    throw malformed();
  }

  /** A string, or the pieces of one whose length was not known when it was begun. */
  #chunks(major: number, extra: number): Buffer {
    if (extra !== indefinite) return this.#take(this.#argument(extra));
    const parts: Buffer[] = [];
    for (;;) {
      const head = this.#take(1).readUInt8();
      if (head === 0xff) return Buffer.concat(parts);
      if (head >> 5 !== major || (head & 31) === indefinite) throw malformed();
      parts.push(this.#take(this.#argument(head & 31)));
    }
  }

  #list(extra: number, depth: number): unknown[] {
    const list: unknown[] = [];
    const length = this.#length(extra, 1);
    while (list.length < length) {
      const value = this.item(depth + 1);
      if (value === stop) return ended(extra, list);
      list.push(value);
    }
    return list;
  }

  #map(extra: number, depth: number): object {
    const map = {};
    const length = this.#length(extra, 2);
    for (let read = 0; read < length; read++) {
      const key = this.item(depth + 1);
      if (key === stop) return ended(extra, map);
      const value = this.item(depth + 1);
      if (typeof key !== "string" || value === stop) throw malformed();
      setKey(map, key, value);
    }
    return map;
  }

  /** How many items come; each takes `bytes` at least, so more than fit into the body are refused before any is read. */
  #length(extra: number, bytes: number): number {
    if (extra === indefinite) return Number.POSITIVE_INFINITY;
    const length = this.#argument(extra);
    if (length * bytes > this.#bytes.length - this.#at) throw malformed();
    return length;
  }

  /** Tag 1 is a time; other tags say more about a value than shapes need. */
  #tagged(tag: number, depth: number): unknown {
    const value = this.item(depth + 1);
    if (value === stop) throw malformed();
    if (tag !== 1) return value;
    const date = typeof value === "number" ? fromEpochSeconds(value) : undefined;
    if (!date) throw malformed();
    return date;
  }

  #simple(extra: number): unknown {
    if (extra === 20 || extra === 21) return extra === 21;
    if (extra === 22 || extra === 23) return null;
    if (extra === 25) return halfFloat(this.#take(2).readUInt16BE());
    if (extra === 26) return this.#take(4).readFloatBE();
    if (extra === 27) return this.#take(8).readDoubleBE();
    if (extra === indefinite) return stop;
    throw malformed();
  }
}

function ended<T>(extra: number, value: T): T {
  if (extra !== indefinite) throw malformed();
  return value;
}

/** IEEE 754 binary16. */
function halfFloat(bits: number): number {
  const sign = bits >> 15 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
