/** The head of a request or an answer in its compact form (docs/link.md): a number, the length of the body, and the few headers there are. */
import { limits } from "../limits.ts";
import { FrameError, leastHeadBytes, uint32 } from "./frames.ts";
import type { FurtherHeaders } from "./instance-link.ts";

/** The headers of either; values are Latin-1 without control characters. */
export interface HeadFields {
  readonly contentType?: string | undefined;
  readonly accept?: string | undefined;
  readonly customAttributes?: string | undefined;
  readonly inferenceId?: string | undefined;
  readonly further?: FurtherHeaders | undefined;
}

/** The length of a body that is not known yet. */
export const unknownBytes = 0xffff_ffff;

const codes = { further: 0, contentType: 1, accept: 2, customAttributes: 3, inferenceId: 4 } as const;
const fieldHeadBytes = 3;
/** Up to here a loop is faster than a call into Node's own code. */
const shortChars = 32;
const { headBytes: mostHeadBytes, headFields: mostFields } = limits.link;

/** What `writeHead` will write. Throws a RangeError when that is more than a head may be. */
export function headBytesOf({ contentType, accept, customAttributes, inferenceId, further }: HeadFields): number {
  let bytes = leastHeadBytes;
  if (contentType !== undefined) bytes += fieldHeadBytes + contentType.length;
  if (accept !== undefined) bytes += fieldHeadBytes + accept.length;
  if (customAttributes !== undefined) bytes += fieldHeadBytes + customAttributes.length;
  if (inferenceId !== undefined) bytes += fieldHeadBytes + inferenceId.length;
  if (further) {
    if (further.length > mostFields - 4) throw new RangeError(`A request has ${further.length} further headers.`);
    for (const [name, value] of further) {
      if (name.length === 0 || name.length > 255) throw new RangeError(`The name of a header has ${name.length} characters.`);
      bytes += fieldHeadBytes + 1 + name.length + value.length;
    }
  }
  if (bytes > mostHeadBytes) throw new RangeError(`The headers take ${bytes} bytes; the link carries ${mostHeadBytes}.`);
  return bytes;
}

/** `number` is the time left in milliseconds for a request, the status for an answer. Returns where the head ends. */
export function writeHead(bytes: Buffer, start: number, number: number, bodyBytes: number, fields: HeadFields): number {
  writeUint32(bytes, start, number);
  writeUint32(bytes, start + 4, bodyBytes);
  const { contentType, accept, customAttributes, inferenceId, further } = fields;
  let count = 0;
  let at = start + leastHeadBytes;
  if (contentType !== undefined) {
    at = writeField(bytes, at, codes.contentType, contentType);
    count++;
  }
  if (accept !== undefined) {
    at = writeField(bytes, at, codes.accept, accept);
    count++;
  }
  if (customAttributes !== undefined) {
    at = writeField(bytes, at, codes.customAttributes, customAttributes);
    count++;
  }
  if (inferenceId !== undefined) {
    at = writeField(bytes, at, codes.inferenceId, inferenceId);
    count++;
  }
  if (further) {
    for (const [name, value] of further) at = writeField(bytes, at, codes.further, String.fromCharCode(name.length) + name + value);
    count += further.length;
  }
  bytes[start + 8] = count;
  return at;
}

function writeField(bytes: Buffer, at: number, code: number, value: string): number {
  const { length } = value;
  bytes[at] = code;
  bytes[at + 1] = length;
  bytes[at + 2] = length >>> 8;
  const valueAt = at + fieldHeadBytes;
  if (length > shortChars) bytes.write(value, valueAt, length, "latin1");
  else for (let nth = 0; nth < length; nth++) bytes[valueAt + nth] = value.charCodeAt(nth);
  return valueAt + length;
}

export function writeUint32(bytes: Buffer, at: number, value: number): void {
  bytes[at] = value;
  bytes[at + 1] = value >>> 8;
  bytes[at + 2] = value >>> 16;
  bytes[at + 3] = value >>> 24;
}

/** Reads one head after another into itself. */
export class HeadReader implements HeadFields {
  /** Time left in milliseconds (0 = no limit), or status. */
  number = 0;
  bodyBytes = 0;
  contentType: string | undefined;
  accept: string | undefined;
  customAttributes: string | undefined;
  inferenceId: string | undefined;
  further: [name: string, value: string][] | undefined;

  /** Returns where the body begins. Throws a FrameError when this is no head. */
  read(bytes: Buffer, start: number, end: number): number {
    this.number = uint32(bytes, start);
    this.bodyBytes = uint32(bytes, start + 4);
    this.contentType = this.accept = this.customAttributes = this.inferenceId = this.further = undefined;
    const count = bytes[start + 8]!;
    if (count > mostFields) throw new FrameError(`A head has ${count} fields.`);
    const most = Math.min(end, start + mostHeadBytes);
    let at = start + leastHeadBytes;
    for (let nth = 0; nth < count; nth++) {
      if (at + fieldHeadBytes > most) throw new FrameError("A head ends within a field.");
      const valueAt = at + fieldHeadBytes;
      const valueEnd = valueAt + (bytes[at + 1]! | (bytes[at + 2]! << 8));
      if (valueEnd > most) throw new FrameError("A head ends within a field.");
      this.#take(bytes[at]!, bytes, valueAt, valueEnd);
      at = valueEnd;
    }
    return at;
  }

  #take(code: number, bytes: Buffer, start: number, end: number): void {
    if (code === codes.further) return void this.#takeFurther(bytes, start, end);
    const value = textOf(bytes, start, end);
    if (code === codes.contentType && this.contentType === undefined) this.contentType = value;
    else if (code === codes.accept && this.accept === undefined) this.accept = value;
    else if (code === codes.customAttributes && this.customAttributes === undefined) this.customAttributes = value;
    else if (code === codes.inferenceId && this.inferenceId === undefined) this.inferenceId = value;
    else throw new FrameError(`A head has a field ${code} too many.`);
  }

  #takeFurther(bytes: Buffer, start: number, end: number): void {
    const valueAt = start + 1 + (start < end ? bytes[start]! : 0);
    if (valueAt > end || valueAt < start + 2) throw new FrameError("A further header has no name.");
    this.further ??= [];
    this.further.push([textOf(bytes, start + 1, valueAt), textOf(bytes, valueAt, end)]);
  }
}

/** The last text that was read: most heads have the same content type as the one before. */
let lastText = "";

/** HTTP allows no control characters but the tab, and what comes out of here goes into HTTP again. */
function textOf(bytes: Buffer, start: number, end: number): string {
  if (isLastText(bytes, start, end)) return lastText;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if ((byte < 0x20 && byte !== 0x09) || byte === 0x7f) throw new FrameError("A field of a head has a control character.");
  }
  const text = bytes.toString("latin1", start, end);
  if (text.length <= shortChars) lastText = text;
  return text;
}

function isLastText(bytes: Buffer, start: number, end: number): boolean {
  if (end - start !== lastText.length) return false;
  for (let nth = 0; nth < lastText.length; nth++) if (bytes[start + nth] !== lastText.charCodeAt(nth)) return false;
  return true;
}
