import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { test } from "node:test";
import { limits } from "../limits.ts";
import { openSignature, proveSignature, type SignatureContext } from "./sigv4.ts";
import { canonicalPath, canonicalQuery, canonicalS3Path } from "./sigv4-encoding.ts";
import { SigningKeys } from "./sigv4-keys.ts";
import { signedHeaders } from "./sigv4-sign.ts";
import { ApiError, type WireRequest } from "./wire.ts";

const nowMs = Date.parse("2015-08-30T12:36:00Z");
const secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

function context(changes: Partial<SignatureContext> = {}): SignatureContext {
  return {
    credentials: (id) =>
      id === "AKIDEXAMPLE" ? { secret, accountId: "123456789012", arn: "arn:aws:iam::123456789012:user/a" } : undefined,
    keys: new SigningKeys(),
    nowMs,
    family: "json",
    service: "iam",
    ...changes,
  };
}

/** The request of AWS's own explanation of the algorithm. */
const published: WireRequest = {
  method: "GET",
  path: "/",
  query: "Action=ListUsers&Version=2010-05-08",
  headers: {
    "content-type": "application/x-www-form-urlencoded; charset=utf-8",
    host: "iam.amazonaws.com",
    "x-amz-date": "20150830T123600Z",
    authorization:
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
  },
};

test("the published example is proven", () => {
  const principal = proveSignature(openSignature(published, context()));
  assert.deepEqual(principal, {
    accessKeyId: "AKIDEXAMPLE",
    accountId: "123456789012",
    region: "us-east-1",
    arn: "arn:aws:iam::123456789012:user/a",
  });
});

test("a signature covers method, path, query, signed headers and body", () => {
  const changes: Partial<WireRequest>[] = [
    { method: "POST" },
    { path: "/x" },
    { query: "Action=ListRoles&Version=2010-05-08" },
    { headers: { ...published.headers, "content-type": "text/plain" } },
    { headers: { ...published.headers, host: "elsewhere" } },
  ];
  for (const change of changes)
    assert.throws(() => proveSignature(openSignature({ ...published, ...change }, context())), { code: "InvalidSignatureException" });
  assert.throws(() => proveSignature(openSignature(published, context()), hash("sha256", "x", "hex")), {
    code: "InvalidSignatureException",
  });
});

const authorization = published.headers.authorization!;
const heads: { when: string; change: Record<string, string | undefined>; code: string; message: RegExp }[] = [
  {
    when: "there is no header",
    change: { authorization: undefined },
    code: "MissingAuthenticationTokenException",
    message: /Missing Authentication Token/,
  },
  {
    when: "the scheme is another",
    change: { authorization: "Basic abc" },
    code: "IncompleteSignatureException",
    message: /Unsupported Authorization type: 'Basic'/,
  },
  {
    when: "the header came twice",
    change: { authorization: `${authorization},${authorization}` },
    code: "IncompleteSignatureException",
    message: /more than once/,
  },
  {
    when: "the signature is missing",
    change: { authorization: authorization.replace(/, Signature.*/, "") },
    code: "IncompleteSignatureException",
    message: /requires 'Signature' parameter/,
  },
  {
    when: "the scope is short",
    change: { authorization: authorization.replace("/us-east-1", "") },
    code: "IncompleteSignatureException",
    message: /slash-delimited/,
  },
  {
    when: "the scope is of another day",
    change: { authorization: authorization.replace("20150830", "20150829") },
    code: "IncompleteSignatureException",
    message: /does not match YYYYMMDD/,
  },
  {
    when: "the host is not signed",
    change: { authorization: authorization.replace("host;", "") },
    code: "IncompleteSignatureException",
    message: /'Host' must be/,
  },
  { when: "there is no date", change: { "x-amz-date": undefined }, code: "IncompleteSignatureException", message: /existence of either/ },
  {
    when: "the key is unknown",
    change: { authorization: authorization.replace("AKID", "AKIX") },
    code: "UnrecognizedClientException",
    message: /token included in the request is invalid/,
  },
  {
    when: "the service is another",
    change: { authorization: authorization.replace("/iam/", "/sts/") },
    code: "InvalidSignatureException",
    message: /correct service: 'iam'/,
  },
  {
    when: "the signature is no hex",
    change: { authorization: authorization.replace(/Signature=.*/, "Signature=é") },
    code: "InvalidSignatureException",
    message: /does not match/,
  },
];
for (const { when, change, code, message } of heads) {
  test(`when ${when}: ${code}`, () => {
    const headers = Object.fromEntries(
      Object.entries({ ...published.headers, ...change }).filter(([, value]) => value !== undefined),
    ) as Record<string, string>;
    assert.throws(
      () => proveSignature(openSignature({ ...published, headers }, context())),
      (error) => error instanceof ApiError && error.code === code && message.test(error.message),
    );
  });
}

const minute = 60_000;
const times = [
  { late: 14 * minute, message: undefined },
  { late: -14 * minute, message: undefined },
  { late: 16 * minute, message: "Signature expired: 20150830T123600Z is now earlier than 20150830T123700Z (20150830T125200Z - 15 min.)" },
  {
    late: -16 * minute,
    message: "Signature not yet current: 20150830T123600Z is still later than 20150830T123500Z (20150830T122000Z + 15 min.)",
  },
];
for (const { late, message } of times) {
  test(`a signature arriving ${late / minute} minutes after its time is ${message ? "refused" : "good"}`, () => {
    const arrive = () => openSignature(published, context({ nowMs: nowMs + late }));
    if (message) assert.throws(arrive, { message });
    else proveSignature(arrive());
  });
}

test("temporary credentials need their token, and end", () => {
  const credentials = () => ({ secret, accountId: "1", arn: "a", sessionToken: "token", expiresMs: nowMs + 1 });
  const headers = signedHeaders(
    { method: "GET", path: "/", query: "", headers: { host: "h", "x-amz-security-token": "token" } },
    Buffer.alloc(0),
    { accessKeyId: "ASIA", secret, region: "r", service: "iam", nowMs },
  );
  const request = { method: "GET", path: "/", query: "", headers };
  proveSignature(openSignature(request, context({ credentials })));
  assert.throws(() => openSignature({ ...request, headers: { ...headers, "x-amz-security-token": "other" } }, context({ credentials })), {
    code: "UnrecognizedClientException",
  });
  assert.throws(() => openSignature(request, context({ credentials, nowMs: nowMs + 1 })), { code: "ExpiredTokenException" });
});

test("what a JSON service signs is the body itself, whatever a header claims", () => {
  const request = { method: "POST", path: "/", query: "", headers: { host: "h", "x-amz-content-sha256": "UNSIGNED-PAYLOAD" } };
  const headers = signedHeaders(request, "UNSIGNED-PAYLOAD", { accessKeyId: "AKIDEXAMPLE", secret, region: "r", service: "iam", nowMs });
  assert.throws(() => proveSignature(openSignature({ ...request, headers }, context()), hash("sha256", "{}", "hex")), {
    code: "InvalidSignatureException",
  });
});

const presigned = (query: string): WireRequest => ({
  method: "GET",
  path: "/test.txt",
  query,
  headers: { host: "examplebucket.s3.amazonaws.com" },
});
/** The presigned URL of S3's documentation. */
const publishedUrl =
  "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";
const s3Context = (changes: Partial<SignatureContext> = {}): SignatureContext =>
  context({
    family: "s3",
    service: "s3",
    nowMs: Date.parse("2013-05-24T12:00:00Z"),
    credentials: () => ({ secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", accountId: "1", arn: "a" }),
    ...changes,
  });

test("the presigned URL of S3's documentation is good for its day", () => {
  const signature = openSignature(presigned(publishedUrl), s3Context());
  assert.deepEqual(signature.payload, { kind: "unsigned" });
  proveSignature(signature);
  assert.throws(() => openSignature(presigned(publishedUrl), s3Context({ nowMs: Date.parse("2013-05-25T00:00:01Z") })), {
    code: "AccessDenied",
    message: "Request has expired",
  });
});

const urls = [
  { change: ["86400", String(limits.presignedSeconds + 1)], code: "AuthorizationQueryParametersError" },
  { change: ["Expires=86400", "Expires=0"], code: "AuthorizationQueryParametersError" },
  { change: ["Expires=86400", "Expires=soon"], code: "AuthorizationQueryParametersError" },
  { change: ["&X-Amz-Date=20130524T000000Z", ""], code: "AuthorizationQueryParametersError" },
  { change: ["X-Amz-Expires=86400", "X-Amz-Expires=86400&X-Amz-Expires=9"], code: "AuthorizationQueryParametersError" },
  { change: ["86400", "86401"], code: "SignatureDoesNotMatch" },
  { change: ["aeeed9", "aeeed8"], code: "SignatureDoesNotMatch" },
] as const;
for (const { change, code } of urls) {
  test(`a presigned URL with ${change[1] || "no date"} instead of ${change[0]}: ${code}`, () => {
    assert.throws(() => proveSignature(openSignature(presigned(publishedUrl.replace(change[0], change[1])), s3Context())), { code });
  });
}

test("S3 wants to be told what the body is", () => {
  const headers = signedHeaders({ ...presigned(""), headers: { host: "h" } }, Buffer.from("x"), {
    accessKeyId: "A",
    secret: "s",
    region: "r",
    service: "s3",
    nowMs,
  });
  const { "x-amz-content-sha256": hex, ...without } = headers;
  const at = s3Context({ nowMs });
  assert.deepEqual(openSignature({ ...presigned(""), headers }, at).payload, { kind: "sha256", hex });
  assert.throws(() => openSignature({ ...presigned(""), headers: without }, at), { code: "InvalidRequest" });
  assert.throws(() => openSignature({ ...presigned(""), headers: { ...headers, "x-amz-content-sha256": "constructor" } }, at), {
    code: "InvalidArgument",
  });
});

const paths = [
  { path: "", service: "/", s3: "/" },
  { path: "/a/b", service: "/a/b", s3: "/a/b" },
  { path: "/a//b/../c/./", service: "/a/c/", s3: "/a//b/../c/./" },
  { path: "/a%20b", service: "/a%2520b", s3: "/a%20b" },
  { path: "/a%2Fb", service: "/a%252Fb", s3: "/a%2Fb" },
  { path: "/%c3%a9", service: "/%25c3%25a9", s3: "/%C3%A9" },
  { path: "/../..", service: "/", s3: "/../.." },
  { path: "/a*'()!", service: "/a%2A%27%28%29%21", s3: "/a%2A%27%28%29%21" },
];
for (const { path, service, s3 } of paths) {
  test(`the path "${path}" is signed as ${service}, on S3 as ${s3}`, () => {
    assert.deepEqual([canonicalPath(path, true), canonicalS3Path(path)], [service, s3]);
  });
}

test("queries are sorted by byte and spelt one way", () => {
  assert.equal(canonicalQuery("b=2&a=2&a=1&B=&c&%61=0&_=1&e=%c3%a9&f=a+b"), "B=&_=1&a=0&a=1&a=2&b=2&c=&e=%C3%A9&f=a%20b");
});

test("signing keys are kept within their bound", () => {
  const keys = new SigningKeys();
  const first = keys.of("a", "s", "20150830", "r", "iam");
  assert.equal(keys.of("a", "s", "20150830", "r", "iam"), first);
  assert.notEqual(keys.of("a", "changed", "20150830", "r", "iam").sign("x"), first.sign("x"));
  const changed = keys.of("a", "changed", "20150830", "r", "iam");
  assert.equal(changed.sign("x"), new SigningKeys().of("a", "changed", "20150830", "r", "iam").sign("x"));
  for (let at = 0; at <= limits.signingKeys; at++) keys.of("a", "s", "20150830", `r${at}`, "iam");
  assert.notEqual(keys.of("a", "changed", "20150830", "r", "iam"), changed);
});
