/** From an output object to CBOR, by the model: absent members are left out, timestamps are tag 1 over epoch seconds, doubles keep all their bits. */
import type { MemberRef, ServiceModel, StructureShape } from "./service-model.ts";
import { inOutputBody, shapeOf } from "./service-model.ts";
import { epochSeconds } from "./timestamps.ts";

/** The members of a structure, with `extra` text members in front (`__type` of an error). */
export function cborStructure(
  model: ServiceModel,
  shape: StructureShape | undefined,
  value: Record<string, unknown>,
  extra: Readonly<Record<string, string>> = {},
): Buffer {
  const parts: Buffer[] = [];
  writeMembers({ model, parts }, shape, value, extra);
  return Buffer.concat(parts);
}

interface Writing {
  readonly model: ServiceModel;
  readonly parts: Buffer[];
}

const unsigned = 0;
const negative = 1;
const bytes = 2;
const text = 3;
const list = 4;
const map = 5;
const tag = 6;
const nothing = Buffer.from([0xf6]);
const no = Buffer.from([0xf4]);
const yes = Buffer.from([0xf5]);

function writeMembers(
  writing: Writing,
  shape: StructureShape | undefined,
  value: Record<string, unknown>,
  extra: Readonly<Record<string, string>> = {},
): void {
  const extras = Object.entries(extra);
  const present = Object.entries(shape?.members ?? {}).filter(
    ([name, ref]) => inOutputBody(ref) && value[name] !== undefined && value[name] !== null && !Object.hasOwn(extra, name),
  );
  writing.parts.push(head(map, extras.length + present.length));
  for (const [name, each] of extras) {
    writeText(writing, name);
    writeText(writing, each);
  }
  for (const [name, ref] of present) {
    writeText(writing, name);
    writeValue(writing, ref, value[name]);
  }
}

function writeValue(writing: Writing, ref: MemberRef, value: unknown): void {
  const { model, parts } = writing;
  if (value === null || value === undefined) {
    parts.push(nothing); // an element of a sparse list or map
    return;
  }
  const shape = shapeOf(model, ref);
  switch (shape.type) {
    case "structure":
      writeMembers(writing, shape, value as Record<string, unknown>);
      break;
    case "list":
      parts.push(head(list, (value as unknown[]).length));
      for (const each of value as unknown[]) writeValue(writing, shape.member, each);
      break;
    case "map": {
      const entries = Object.entries(value as object).filter(([, each]) => each !== undefined);
      parts.push(head(map, entries.length));
      for (const [key, each] of entries) {
        writeText(writing, key);
        writeValue(writing, shape.value, each);
      }
      break;
    }
    case "string":
      writeText(writing, String(value));
      break;
    case "blob": {
      const blob = value as Uint8Array;
      parts.push(head(bytes, blob.length), Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength));
      break;
    }
    case "boolean":
      parts.push(value ? yes : no);
      break;
    case "integer":
    case "long":
      parts.push(Number(value) < 0 ? head(negative, -1 - Number(value)) : head(unsigned, Number(value)));
      break;
    case "float":
    case "double":
      parts.push(double(Number(value)));
      break;
    case "timestamp": {
      const seconds = epochSeconds(value as Date);
      const whole = Number.isInteger(seconds) && seconds >= 0;
      parts.push(head(tag, 1), whole ? head(unsigned, seconds) : double(seconds));
      break;
    }
  }
}

function writeText({ parts }: Writing, value: string): void {
  const utf8 = Buffer.from(value);
  parts.push(head(text, utf8.length), utf8);
}

function double(value: number): Buffer {
  const buffer = Buffer.allocUnsafe(9);
  buffer[0] = 0xfb;
  buffer.writeDoubleBE(value, 1);
  return buffer;
}

/** The kind of an item and its number: a value or a length, in as few bytes as hold it. */
function head(major: number, argument: number): Buffer {
  const kind = major << 5;
  if (argument < 24) return Buffer.from([kind | argument]);
  if (argument < 2 ** 8) return Buffer.from([kind | 24, argument]);
  const [size, extra] = argument < 2 ** 16 ? [2, 25] : argument < 2 ** 32 ? [4, 26] : [8, 27];
  const buffer = Buffer.allocUnsafe(1 + size);
  buffer[0] = kind | extra;
  if (size === 2) buffer.writeUInt16BE(argument, 1);
  else if (size === 4) buffer.writeUInt32BE(argument, 1);
  else buffer.writeBigUInt64BE(BigInt(argument), 1);
  return buffer;
}
