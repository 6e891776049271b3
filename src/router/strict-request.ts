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
const blankLine = "\r\n\r\n";

/** Headers that say how a request is framed or what becomes of the connection, or that make it another kind of request. */
const others = new Set([
  "connection", // but for `keep-alive`, which says nothing new
  "content-encoding",
  "expect",
  "http2-settings",
  "proxy-connection",
  "smithy-protocol",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "x-amz-target",
]);
/** Headers of the API that the strict lane knows; one it does not know may ask for something it does not do. */
const sagemaker = "x-amzn-sagemaker-";
const known = new Set(["custom-attributes", "inference-id", "target-variant"].map((name) => sagemaker + name));

/** Names in the spellings that clients use, so that most need no lower case of their own. */
const spellings = new Map(
  [
    "Accept Accept-Encoding Authorization Connection Content-Length Content-Type Host User-Agent X-Amz-Date X-Amz-Security-Token",
    "X-Amzn-SageMaker-Custom-Attributes X-Amzn-SageMaker-Inference-Id X-Amzn-SageMaker-Target-Variant x-amz-user-agent",
    "amz-sdk-invocation-id amz-sdk-request x-amz-content-sha256",
  ]
    .flatMap((names) => names.split(" "))
    .flatMap((name) => [name, name.toLowerCase()])
    .map((name) => [name, name.toLowerCase()]),
);

/** 1 for what may stand in the name of a header. */
const nameCodes = new Uint8Array(256);
for (const each of "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") nameCodes[each.charCodeAt(0)] = 1;

const CR = 13;
const LF = 10;
const SPACE = 32;
const COLON = 58;
const TILDE = 126;

/** Reads the head at the start of `bytes`. */
export function readStrictRequest(bytes: Buffer): StrictReading {
  const blank = bytes.indexOf(blankLine, 0, "latin1");
  const headBytes = blank + blankLine.length;
  if (blank < 0 || headBytes > limits.strictHeadBytes) {
    const soFar = bytes.toString("latin1", 0, start.length);
    return blank < 0 && bytes.length < limits.strictHeadBytes && start.startsWith(soFar) ? "more" : "other";
  }
  const head = bytes.toString("latin1", 0, headBytes - 2);
  if (!head.startsWith(start)) return "other";
  const nameEnd = head.indexOf("/", start.length);
  if (!head.startsWith(end, nameEnd)) return "other";
  const endpoint = head.slice(start.length, nameEnd);
  if (endpoint.length > 63 || !/^[a-zA-Z0-9](?:-*[a-zA-Z0-9])*$/.test(endpoint)) return "other";
  return readHeaders(head, nameEnd + end.length, endpoint, headBytes);
}

function readHeaders(head: string, from: number, endpoint: string, headBytes: number): StrictReading {
  const names: string[] = [];
  const values: string[] = [];
  let bodyBytes = -1;
  let host = false;
  for (let at = from; at < head.length; ) {
    let nameEnd = at;
    while (nameCodes[head.charCodeAt(nameEnd)] === 1) nameEnd++;
    if (nameEnd === at || head.charCodeAt(nameEnd) !== COLON) return "other";
    let valueAt = nameEnd + 1;
    while (head.charCodeAt(valueAt) === SPACE) valueAt++;
    let lineEnd = valueAt;
    for (let code = head.charCodeAt(lineEnd); code >= SPACE && code <= TILDE; code = head.charCodeAt(lineEnd)) lineEnd++;
    if (head.charCodeAt(lineEnd) !== CR || head.charCodeAt(lineEnd + 1) !== LF) return "other";
    let valueEnd = lineEnd;
    while (valueEnd > valueAt && head.charCodeAt(valueEnd - 1) === SPACE) valueEnd--;
    if (valueEnd === valueAt) return "other";
    const spelling = head.slice(at, nameEnd);
    const name = spellings.get(spelling) ?? spelling.toLowerCase();
    const value = head.slice(valueAt, valueEnd);
    if (names.includes(name) || names.length === limits.strictHeaders) return "other";
    if (name === "content-length") bodyBytes = readLength(value);
    else if (name === "host") host = true;
    else if (isOther(name, value)) return "other";
    names.push(name);
    values.push(value);
    at = lineEnd + 2;
  }
  return host && bodyBytes >= 0 ? { endpoint, names, values, headBytes, bodyBytes } : "other";
}

/** Digits alone, no more of them than a body within the bound needs; -1 for anything else. */
function readLength(text: string): number {
  if (!/^(?:0|[1-9]\d{0,6})$/.test(text)) return -1;
  const length = Number(text);
  return length <= limits.strictBodyBytes ? length : -1;
}

function isOther(name: string, value: string): boolean {
  if (name === "connection") return value !== "keep-alive" && value !== "Keep-Alive";
  return others.has(name) || (name.startsWith(sagemaker) && !known.has(name));
}
