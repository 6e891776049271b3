/**
 * The members of a zip file in memory: stored, as the algorithms write `model_algo-1`, or deflated, as people do who pack it again
 * (PKWARE APPNOTE, sections 4.3 to 4.4). The central directory decides, sizes are checked before anything is unpacked, sums afterwards.
 */
import { crc32, inflateRawSync } from "node:zlib";
import { limits } from "../../limits.ts";
import { Malformed } from "./malformed.ts";

const signatures = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 } as const;
const endBytes = 22;
const method = { stored: 0, deflated: 8 } as const;

export const looksLikeZip = (bytes: Buffer): boolean => bytes.length >= 4 && bytes.readUInt32LE(0) === signatures.local;

/** The members by name. Throws `Malformed` with a clause that continues "cannot be read: …". */
export function readZip(bytes: Buffer): Map<string, Buffer> {
  const end = endOfCentralDirectory(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > limits.zipMembers) throw new Malformed(`the zip has ${count} members; up to ${limits.zipMembers} are read`);
  let budget = Math.min(limits.modelFileBytes, Math.max(limits.artifact.freeExpansionBytes, bytes.length * limits.artifact.expansionRatio));
  const members = new Map<string, Buffer>();
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    const entry = readEntry(bytes, at);
    at = entry.next;
    budget -= entry.expandedBytes;
    if (budget < 0) throw new Malformed("the zip expands to more than is allowed for its size");
    if (members.has(entry.name)) throw new Malformed(`the zip has ${quoted(entry.name)} twice`);
    members.set(entry.name, expand(bytes, entry));
  }
  return members;
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly sum: number;
  readonly packedBytes: number;
  readonly expandedBytes: number;
  readonly localAt: number;
  readonly next: number;
}

/** The last record of the file; a comment of up to 64 KiB may follow it. */
function endOfCentralDirectory(bytes: Buffer): number {
  for (let at = bytes.length - endBytes; at >= Math.max(0, bytes.length - endBytes - 0xffff); at--) {
    if (bytes.readUInt32LE(at) === signatures.end && at + endBytes + bytes.readUInt16LE(at + 20) === bytes.length) return at;
  }
  throw new Malformed("the zip has no end: is it cut off?");
}

function readEntry(bytes: Buffer, at: number): Entry {
  if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== signatures.central) throw new Malformed("the zip's directory is damaged");
  const nameBytes = bytes.readUInt16LE(at + 28);
  const next = at + 46 + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  if (next > bytes.length) throw new Malformed("the zip's directory is damaged");
  const name = bytes.toString("utf8", at + 46, at + 46 + nameBytes);
  if (bytes.readUInt16LE(at + 8) & 1) throw new Malformed(`the zip's member ${quoted(name)} is encrypted`);
  return {
    name,
    method: bytes.readUInt16LE(at + 10),
    sum: bytes.readUInt32LE(at + 16),
    packedBytes: bytes.readUInt32LE(at + 20), // 0xffffffff in a file of more than 4 GiB, which does not fit in here
    expandedBytes: bytes.readUInt32LE(at + 24),
    localAt: bytes.readUInt32LE(at + 42),
    next,
  };
}

function expand(bytes: Buffer, entry: Entry): Buffer {
  const { name, localAt, packedBytes, expandedBytes } = entry;
  if (localAt + 30 > bytes.length || bytes.readUInt32LE(localAt) !== signatures.local) {
    throw new Malformed(`the zip's member ${quoted(name)} is not where the directory says`);
  }
  const start = localAt + 30 + bytes.readUInt16LE(localAt + 26) + bytes.readUInt16LE(localAt + 28);
  if (start + packedBytes > bytes.length) throw new Malformed(`the zip's member ${quoted(name)} goes past the end of the file`);
  const content = unpack(entry, bytes.subarray(start, start + packedBytes));
  if (content.length !== expandedBytes || crc32(content) !== entry.sum) throw new Malformed(`the zip's member ${quoted(name)} is damaged`);
  return content;
}

function unpack(entry: Entry, packed: Buffer): Buffer {
  if (entry.method === method.stored) return packed;
  if (entry.method !== method.deflated) throw new Malformed(`the zip's member ${quoted(entry.name)} is packed by method ${entry.method}`);
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.expandedBytes) });
  } catch (error) {
    throw new Malformed(`the zip's member ${quoted(entry.name)} is damaged: ${(error as Error).message}`, { cause: error });
  }
}

const quoted = (name: string): string => JSON.stringify(name.slice(0, 60));
