/**
 * Reads the one request that nearly all traffic is made of: a POST to an endpoint's invocations, in plain HTTP/1.1, with its length said
 * once. It takes a part of what Node's parser takes and reads it in the same way; whatever else comes is `other`, and Node's to read.
 * `test/fuzz/strict-lane.test.ts` holds both readers side by side.
 */
import { limits } from "../limits.ts";

export interface StrictRequest {
  /** In the form of the API's pattern. */
  readonly endpoint: string;
  /** Header names in lower case, each once, in the order they came in. */
  readonly names: readonly string[];
  /** Visible ASCII and spaces; never empty, no space at either end. */
  readonly values: readonly string[];
  /** With the empty line that ends it. */
  readonly headBytes: number;
  readonly bodyBytes: number;
}

/** `more`: so far so good, but the head is not complete. */
export type StrictReading = StrictRequest | "more" | "other";

const start = "POST /endpoints/";
const end = "/invocations HTTP/1.1\r\n";

const sagemaker = "x-amzn-sagemaker-";

/**
 * What a header means to the lane. `other`: it says how a request is framed, what becomes of the connection, or makes it another request.
 * `secret`: nothing that comes is compared with it, so that the time it takes tells nobody how much of one he has guessed.
 */
type Meaning = "nothing" | "length" | "host" | "connection" | "secret" | "other";

interface Header {
  /** In lower case. */
  readonly name: string;
  readonly meaning: Meaning;
}

const meanings: readonly (readonly [Meaning, string])[] = [
  ["length", "Content-Length"],
  ["host", "Host"],
  ["connection", "Connection"],
  ["other", "Content-Encoding Expect HTTP2-Settings Proxy-Connection Smithy-Protocol TE Trailer Transfer-Encoding Upgrade X-Amz-Target"],
  ["secret", "Authorization X-Amz-Security-Token"],
  ["nothing", "Accept Accept-Encoding Content-Type User-Agent X-Amz-Date X-Amz-User-Agent"],
  ["nothing", "X-Amzn-SageMaker-Custom-Attributes X-Amzn-SageMaker-Inference-Id X-Amzn-SageMaker-Target-Variant"],
  ["nothing", "amz-sdk-invocation-id amz-sdk-request x-amz-content-sha256"],
];
/** By their names in the spellings that clients use, so that most need no lower case made of them, and are compared by identity. */
const headers = new Map<string, Header>();
for (const [meaning, names] of meanings) {
  for (const spelling of names.split(" ")) {
    const header = { name: spelling.toLowerCase(), meaning };
    headers.set(spelling, header).set(header.name, header);
  }
}

/** A header of the API that the lane does not know may ask for something that it does not do. */
function headerOf(spelling: string): Header {
  const name = spelling.toLowerCase();
  return headers.get(name) ?? { name, meaning: name.startsWith(sagemaker) ? "other" : "nothing" };
}

/** 1 for what may stand in the name of a header. */
const nameCodes = new Uint8Array(256);
for (const each of "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") nameCodes[each.charCodeAt(0)] = 1;

const CR = 13;
const LF = 10;
const SPACE = 32;
const ZERO = 48;
const COLON = 58;
const TILDE = 126;

/**
 * What was read last. The next head mostly begins with the same bytes, or is the same, and what is the same need not be read again: of one
 * that is, that makes 0.2 µs instead of 0.8.
 */
const last = {
  /** The head, up to `size`. */
  bytes: Buffer.allocUnsafeSlow(limits.strictHeadBytes),
  size: 0,
  request: { endpoint: "", names: [], values: [], headBytes: 0, bodyBytes: 0 } as StrictRequest,
  /** Where each of so many lines ends, the first one in front. */
  ends: new Uint16Array(limits.strictHeaders + 1),
  lines: 0,
  /** Which of the headers is `Host`, and which the length. */
  hostNth: -1,
  lengthNth: -1,
};

/**
 * Reads the head at the start of `bytes`, of which `length` are there, in one go to the empty line that ends it: codes from the bytes, texts
 * as slices of one string. Of the head that boto3 sends it makes 2 µs; with searches for the ends of head and lines, and codes from the
 * string, it was 5.
 */
export function readStrictRequest(bytes: Buffer, length: number): StrictReading {
  const { bytes: before, request, ends } = last;
  const most = Math.min(last.size, length);
  let same = 0;
  while (same < most && bytes[same] === before[same]) same++;
  if (same > 0 && same === request.headBytes) return request;
  const text = bytes.toString("latin1", 0, Math.min(length, limits.strictHeadBytes));
  let lines = 0;
  while (lines < last.lines && ends[lines]! <= same) lines++;
  if (lines > 0) return readHeaders(bytes, text, lines - 1, request.endpoint, ends[lines - 1]!);
  const incomplete = incompleteOf(text);
  if (!text.startsWith(start)) return start.startsWith(text) ? incomplete : "other";
  const nameEnd = text.indexOf("/", start.length);
  if (nameEnd < 0) return incomplete;
  if (!text.startsWith(end, nameEnd)) return end.startsWith(text.slice(nameEnd)) ? incomplete : "other";
  const endpoint = text.slice(start.length, nameEnd);
  if (endpoint.length > 63 || !/^[a-zA-Z0-9](?:-*[a-zA-Z0-9])*$/.test(endpoint)) return "other";
  last.size = 0; // of what is there nothing is in this one, and what is there is overwritten
  last.lines = 0;
  return readHeaders(bytes, text, 0, endpoint, nameEnd + end.length);
}

const incompleteOf = (text: string): "more" | "other" => (text.length < limits.strictHeadBytes ? "more" : "other");

/** Reads the headers from `from` on; so many before are those of the last head. */
function readHeaders(bytes: Buffer, text: string, known: number, endpoint: string, from: number): StrictReading {
  const { request: before, ends } = last;
  last.lines = Math.min(last.lines, known + 1); // what is below is overwritten
  ends[known] = from;
  /** The last head's for as long as they are the same. */
  let names: string[] | undefined;
  const values = before.values.slice();
  let hostNth = last.hostNth < known ? last.hostNth : -1;
  let lengthNth = last.lengthNth < known ? last.lengthNth : -1;
  let bodyBytes = lengthNth < 0 ? -1 : before.bodyBytes;
  let comparable = 0;
  let nth = known;
  let at = from;
  for (;;) {
    let nameEnd = at;
    while (nameCodes[bytes[nameEnd]!] === 1) nameEnd++;
    if (nameEnd >= text.length) return incompleteOf(text);
    if (nameEnd === at) break;
    if (bytes[nameEnd] !== COLON) return "other";
    let valueAt = nameEnd + 1;
    while (bytes[valueAt] === SPACE) valueAt++;
    let lineEnd = valueAt;
    for (let code = bytes[lineEnd]!; code >= SPACE && code <= TILDE; code = bytes[lineEnd]!) lineEnd++;
    if (lineEnd + 1 >= text.length) return incompleteOf(text);
    if (bytes[lineEnd] !== CR || bytes[lineEnd + 1] !== LF) return "other";
    let valueEnd = lineEnd;
    while (valueEnd > valueAt && bytes[valueEnd - 1] === SPACE) valueEnd--;
    if (valueEnd === valueAt || nth === limits.strictHeaders) return "other";
    const spelling = text.slice(at, nameEnd);
    const { name, meaning } = headers.get(spelling) ?? headerOf(spelling);
    const value = text.slice(valueAt, valueEnd);
    if (!names && before.names[nth] !== name) names = before.names.slice(0, nth);
    if (names?.includes(name)) return "other";
    names?.push(name);
    if (meaning === "length") {
      bodyBytes = readLength(value);
      lengthNth = nth;
    } else if (meaning === "host") hostNth = nth;
    else if (meaning === "other" || (meaning === "connection" && value !== "keep-alive" && value !== "Keep-Alive")) return "other";
    else if (meaning === "secret" && comparable === 0) comparable = at;
    values[nth] = value;
    at = lineEnd + 2;
    ends[++nth] = at;
  }
  if (at + 1 >= text.length) return bytes[at] === CR ? incompleteOf(text) : "other";
  if (bytes[at] !== CR || bytes[at + 1] !== LF || hostNth < 0 || bodyBytes < 0) return "other";
  const headBytes = at + 2;
  if (values.length > nth) values.length = nth;
  const sameNames = before.names.length === nth ? before.names : before.names.slice(0, nth);
  const request = { endpoint, names: names ?? sameNames, values, headBytes, bodyBytes };
  const size = comparable === 0 ? headBytes : comparable;
  const copied = known === 0 ? 0 : from; // before it, it is the same
  if (size > copied) bytes.copy(last.bytes, copied, copied, size);
  last.size = size;
  last.request = request;
  last.lines = nth + 1;
  last.hostNth = hostNth;
  last.lengthNth = lengthNth;
  return request;
}

/** Digits alone, no more of them than a body within the bound needs; -1 for anything else. */
function readLength(text: string): number {
  if (text.length > 7 || (text.length > 1 && text.charCodeAt(0) === ZERO)) return -1;
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    length = length * 10 + digit;
  }
  return length <= limits.strictBodyBytes ? length : -1;
}
