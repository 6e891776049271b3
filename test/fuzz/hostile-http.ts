/** Bytes that a client may send on one connection: requests to an endpoint that are right, nearly right, and built to be read in two ways. */
import fc from "fast-check";

/** The first of them is the right one, and comes most often. */
function mostly(usual: string, ...others: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof({ arbitrary: fc.constant(usual), weight: 50 }, { arbitrary: fc.constantFrom(...others), weight: 1 });
}

const method = mostly(
  "POST",
  "GET",
  "post",
  "PUT",
  "HEAD",
  "OPTIONS",
  "CONNECT",
  "PRI",
  " POST",
  "\r\nPOST",
  "\nPOST",
  "POST\t",
  "P OST",
  "",
);
const target = mostly(
  "/endpoints/e/invocations",
  "/endpoints/an-endpoint-2/invocations",
  "/endpoints/-e/invocations",
  "/endpoints/e-/invocations",
  "/endpoints/%65/invocations",
  "/endpoints/e%2F/invocations",
  "/endpoints/e/invocations?",
  "/endpoints/e/invocations?a=b",
  "/endpoints/e/invocations#a",
  "/endpoints/e/invocations/",
  "/endpoints//invocations",
  "/endpoints/./e/invocations",
  "//endpoints/e/invocations",
  "/endpoints/e/async-invocations",
  "/endpoints/e/invocations-response-stream",
  "http://h/endpoints/e/invocations",
  "endpoints/e/invocations",
  `/endpoints/${"e".repeat(64)}/invocations`,
  "/endpoints/é/invocations",
  "/endpoints/e\0/invocations",
  "/endpoints/e /invocations",
  "*",
  "/",
);
const version = mostly(
  "HTTP/1.1",
  "HTTP/1.0",
  "HTTP/1.2",
  "HTTP/2.0",
  "HTTP/0.9",
  "http/1.1",
  "HTTP/1.1 ",
  "HTTP/1.10",
  "HTTP/11",
  "ICE/1.1",
  "",
);
const gap = mostly(" ", "  ", "\t", "", "\v");
const lineEnd = fc.oneof(
  { arbitrary: fc.constant("\r\n"), weight: 200 },
  { arbitrary: fc.constantFrom("\n", "\r", "\r\r\n", "\n\r\n", "\r\n ", "\r\n\t", "\r\n\r\n", "\0\r\n"), weight: 1 },
);
const colon = fc.oneof(
  { arbitrary: fc.constantFrom(": ", ":"), weight: 100 },
  { arbitrary: fc.constantFrom(" : ", " :", ":\t", ":  ", "\t:", ":\v", ":\0", "", ";", ":\r\n "), weight: 1 },
);
const valueEnd = mostly("", " ", "  ", "\t", "\v", "\0", "\r", "\x7f", "é", ";", ",");

const lengths = [
  ..."+5 -5 0x5 5.0 5e0 05 005 0 5, 5,5 1_0 ५ 99999999999999999999 18446744073709551616 9007199254740993".split(" "),
  "",
  " ",
  "5 5",
  '"5"',
  "4",
  "6",
  "262144",
  "262145",
  "2147483648",
];
const encodings = [
  "chunked",
  "identity",
  "identity, chunked",
  "chunked, identity",
  "gzip, chunked",
  "chunked ",
  "Chunked",
  "xchunked",
  "chunked,chunked",
  "\x0bchunked",
  "",
  "trailers",
];

const named = (name: string, ...values: readonly string[]): fc.Arbitrary<[string, string]> =>
  fc.tuple(fc.constantFrom(name, name.toLowerCase(), name.toUpperCase()), fc.constantFrom(...values));

/** Headers that leave the request what it is. */
const harmless = fc.oneof(
  named("Content-Type", "text/csv", "application/json; charset=utf-8", "a/b  c"),
  named("Accept", "*/*", "a,b"),
  named("User-Agent", "Boto3/1.43.11 md/Botocore#1.43.11 ua/2.1 os/linux"),
  named("X-Amz-Date", "20260101T000000Z"),
  named("Authorization", "AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/sagemaker/aws4_request, SignedHeaders=host, Signature=00"),
  named("X-Amzn-SageMaker-Custom-Attributes", "a=b", "x".repeat(300)),
  named("X-Amzn-SageMaker-Inference-Id", "1"),
  named("Connection", "keep-alive", "Keep-Alive"),
  named("amz-sdk-request", "attempt=1"),
  named("!#$%&'*+-.^_`|~", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
  named("__proto__", "constructor"),
);
/** Headers that frame it anew, or are no headers. */
const harmful = fc.oneof(
  named("Content-Length", ...lengths),
  named("Transfer-Encoding", ...encodings),
  named("Host", "other", "", "h:99999", "a b", "a,b"),
  named("Connection", "close", "upgrade", "keep-alive, close", "te", "content-length", "keep-alive, Upgrade"),
  named("Proxy-Connection", "keep-alive", "close"),
  named("Expect", "100-continue", "200-ok"),
  named("Upgrade", "websocket", "h2c"),
  named("TE", "trailers", "chunked"),
  named("Trailer", "x"),
  named("Content-Encoding", "gzip", "aws-chunked"),
  named("X-Amz-Target", "SageMaker.ListModels"),
  named("X-Amzn-SageMaker-Session-Id", "NEW_SESSION"),
  named("Content-Length ", "5"),
  named("Content_Length", "5"),
  named("Transfer-Encoding\0", "chunked"),
  named("Transfer\u00ad-Encoding", "chunked"),
  named(" Transfer-Encoding", "chunked"),
  named("", "x"),
  named("a b", "x"),
  named("a(b)", "x"),
  named("x", "\r\n\r\n", "a\rb", "a\nb", "a\0b", "é", "\t", "\x01"),
  named("Long", "x".repeat(9_000), "x".repeat(17_000)),
);
const header = fc.oneof({ arbitrary: harmless, weight: 30 }, { arbitrary: harmful, weight: 1 });

const body = fc.oneof(
  { arbitrary: fc.constantFrom("hello", "1,2,3\n4,5,6\n", "", "POST /endpoints/x/invocations HTTP/1.1\r\nHost: x\r\n\r\n"), weight: 10 },
  {
    arbitrary: fc.constantFrom(
      "5\r\nhello\r\n0\r\n\r\n",
      "5;x=y\r\nhello\r\n0\r\nA: b\r\n\r\n",
      "0x5\r\nhello\r\n",
      "5\nhello\n0\n\n",
      "-1\r\n",
      "\0\xff\r\n\r\n",
    ),
    weight: 2,
  },
  { arbitrary: fc.integer({ min: 0, max: 3000 }).map((size) => "b".repeat(size)), weight: 2 },
);

/** One request, as Latin-1. */
const request = fc
  .record({
    line: fc.tuple(method, gap, target, gap, version, lineEnd).map((parts) => parts.join("")),
    host: mostly("Host: h\r\n", "", "host:h\r\n", "Host: h\r\nHost: h\r\n", "Host : h\r\n", "HOST: h \r\n"),
    headers: fc.array(fc.tuple(header, colon, valueEnd, lineEnd), { maxLength: 6 }),
    framing: mostly("length", "none", "chunked", "both"),
    body,
    end: lineEnd,
  })
  .map(({ line, host, headers, framing, body: bytes, end }) => {
    const lines = headers.map(([[name, value], separator, tail, ending]) => `${name}${separator}${value}${tail}${ending}`);
    if (framing === "length" || framing === "both") lines.push(`Content-Length: ${Buffer.byteLength(bytes, "latin1")}\r\n`);
    if (framing === "chunked" || framing === "both") lines.push("Transfer-Encoding: chunked\r\n");
    return `${line}${host}${lines.join("")}${end}${bytes}`;
  });

const odd = [
  "\0",
  "\n",
  "\r",
  "\r\n",
  " ",
  "\t",
  ":",
  "0",
  "\xff",
  "Transfer-Encoding: chunked\r\n",
  "Content-Length: 3\r\n",
  "\r\n\r\n",
  "GET / HTTP/1.1\r\n\r\n",
];

/** Cuts out, puts in, or repeats something anywhere. */
const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  bytes: fc.integer({ min: 0, max: 4 }),
  put: fc.oneof(
    fc.constant(""),
    fc.constantFrom(...odd),
    fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
  ),
});

/** What is written to a connection, in the pieces it is written in. */
export const connectionBytes: fc.Arbitrary<Buffer[]> = fc
  .record({
    requests: fc.array(request, { minLength: 1, maxLength: 4 }),
    mutations: fc.oneof(
      { arbitrary: fc.constant([]), weight: 3 },
      { arbitrary: fc.array(mutation, { minLength: 1, maxLength: 3 }), weight: 1 },
    ),
    cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
  })
  .map(({ requests, mutations, cuts }) => {
    let text = requests.join("");
    for (const { at, bytes, put } of mutations) {
      const from = Math.floor(at * text.length);
      text = text.slice(0, from) + put + text.slice(from + bytes);
    }
    const whole = Buffer.from(text, "latin1");
    const ends = [...cuts.map((cut) => Math.floor(cut * whole.length)), whole.length].sort((a, b) => a - b);
    return ends.map((end, nth) => whole.subarray(nth === 0 ? 0 : ends[nth - 1], end)).filter((piece) => piece.length > 0);
  });
