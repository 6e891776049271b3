/** The quick proof accepts what `sigv4.ts` accepts and nothing else. */
import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { test } from "node:test";
import { type Rng, seededRng } from "../lib/rng.ts";
import { limits } from "../limits.ts";
import { type Credential, openSignature, proveSignature, type SignatureContext } from "./sigv4.ts";
import { SigningKeys } from "./sigv4-keys.ts";
import { RepeatedSignatures, type SignedPost } from "./sigv4-repeated.ts";
import { signedHeaders } from "./sigv4-sign.ts";
import { ApiError, type Principal } from "./wire.ts";

const nowMs = Date.parse("2026-01-01T12:00:00Z");
const known: Credential = {
  secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
  accountId: "123456789012",
  arn: "arn:aws:iam::123456789012:user/a",
};
const signer = { accessKeyId: "AKIDEXAMPLE", secret: known.secret, region: "us-east-1", service: "sagemaker" };

function contextWith(credentials: Record<string, Credential>): Omit<SignatureContext, "nowMs"> {
  return {
    credentials: (id) => (Object.hasOwn(credentials, id) ? credentials[id] : undefined),
    keys: new SigningKeys(),
    family: "runtime",
    service: "sagemaker",
  };
}

function signedPost(body: string, atMs = nowMs, headers: Record<string, string> = {}, path = "/endpoints/e/invocations"): SignedPost {
  const bytes = Buffer.from(body);
  const all = signedHeaders(
    { method: "POST", path, query: "", headers: { host: "127.0.0.1:9400", "content-type": "text/csv", ...headers } },
    bytes,
    { ...signer, nowMs: atMs },
  );
  // What clients send without signing it.
  const sent = Object.entries({ ...all, "user-agent": "x/1  (y)", "content-length": String(bytes.length) });
  return { path, names: sent.map(([name]) => name), values: sent.map(([, value]) => value), body: bytes };
}

/** What `sigv4.ts` says. */
function byTheBook(
  { path, names, values, body }: SignedPost,
  context: Omit<SignatureContext, "nowMs">,
  now: number,
): Principal | undefined {
  const headers = Object.fromEntries(names.map((name, at) => [name, values[at]!]));
  try {
    return proveSignature(
      openSignature({ method: "POST", path, query: "", headers }, { ...context, nowMs: now }),
      hash("sha256", body, "hex"),
    );
  } catch (error) {
    if (error instanceof ApiError) return undefined;
    throw error;
  }
}

const context = contextWith({ AKIDEXAMPLE: known });

test("a caller is proven again and again, whatever the time and the body", () => {
  const signatures = new RepeatedSignatures(context);
  for (let second = 0; second < 5; second++) {
    for (const body of ["", "1,2,3", "x".repeat(10_000), "é"]) {
      const post = signedPost(body, nowMs + second * 1000, { accept: "a  b   c", "x-amzn-sagemaker-target-variant": "v" });
      assert.deepEqual(signatures.prove(post, nowMs), byTheBook(post, context, nowMs));
      assert.equal(signatures.prove(post, nowMs)?.accessKeyId, "AKIDEXAMPLE");
    }
  }
});

for (const { when, signedMs, good } of [
  { when: "as old as may be", signedMs: nowMs - limits.clockSkewMs, good: true },
  { when: "a second older", signedMs: nowMs - limits.clockSkewMs - 1000, good: false },
  { when: "as far ahead as may be", signedMs: nowMs + limits.clockSkewMs, good: true },
  { when: "a second further ahead", signedMs: nowMs + limits.clockSkewMs + 1000, good: false },
]) {
  test(`a signature that is ${when} is ${good ? "good" : "not good"}`, () => {
    const signatures = new RepeatedSignatures(context);
    signatures.prove(signedPost("before"), nowMs);
    const post = signedPost("x", signedMs);
    assert.equal(signatures.prove(post, nowMs) !== undefined, good);
    assert.equal(byTheBook(post, context, nowMs) !== undefined, good);
  });
}

test("a signature gets old while its caller is remembered", () => {
  const signatures = new RepeatedSignatures(context);
  const post = signedPost("x");
  assert.ok(signatures.prove(post, nowMs));
  assert.ok(signatures.prove(post, nowMs + limits.clockSkewMs));
  assert.equal(signatures.prove(post, nowMs + limits.clockSkewMs + 1), undefined);
});

test("a key that is taken away, or changed, is believed no longer", () => {
  const credentials: Record<string, Credential> = { AKIDEXAMPLE: known };
  const signatures = new RepeatedSignatures(contextWith(credentials));
  const post = signedPost("x");
  assert.ok(signatures.prove(post, nowMs) && signatures.prove(post, nowMs));
  credentials.AKIDEXAMPLE = { ...known, secret: "another" };
  assert.equal(signatures.prove(post, nowMs), undefined);
  credentials.AKIDEXAMPLE = { ...known, accountId: "000000000000" };
  assert.equal(signatures.prove(post, nowMs)?.accountId, "000000000000");
  delete credentials.AKIDEXAMPLE;
  assert.equal(signatures.prove(post, nowMs), undefined);
});

test("temporary credentials need their token, and end", () => {
  const temporary = { ...known, sessionToken: "token", expiresMs: nowMs + 1000 };
  const signatures = new RepeatedSignatures(contextWith({ AKIDEXAMPLE: temporary }));
  const post = signedPost("x", nowMs, { "x-amz-security-token": "token" });
  for (let time = 0; time < 3; time++) assert.ok(signatures.prove(post, nowMs));
  assert.equal(signatures.prove(post, nowMs + 1000), undefined);
  assert.equal(signatures.prove(signedPost("x", nowMs, { "x-amz-security-token": "other" }), nowMs), undefined);
  assert.equal(signatures.prove(signedPost("x"), nowMs), undefined);
});

const texts = ["0", "f", "A", "z", ";", ",", "=", "/", " ", "  ", "-", "~", "AWS4-HMAC-SHA256", "host", "Signature=", "%41"];

/** Changes something of a request somewhere: a character less, more, or another; a header less, or two whose values change places. */
function mutated(post: SignedPost, rng: Rng): SignedPost {
  const names = [...post.names];
  const values = [...post.values];
  const below = (count: number): number => Math.floor(rng.draw() * count);
  const change = (text: string): string => {
    const at = below(text.length + 1);
    return text.slice(0, at) + (rng.draw() < 0.3 ? "" : texts[below(texts.length)]!) + text.slice(at + below(3));
  };
  const which = below(names.length);
  const other = below(names.length);
  switch (below(6)) {
    case 0:
      return { ...post, body: Buffer.from(change(post.body.toString())) };
    case 1:
      return { ...post, path: `/endpoints/${change("e").replace(/[^A-Za-z0-9-]/g, "x")}/invocations` };
    case 2:
      names.splice(which, 1);
      values.splice(which, 1);
      break;
    case 3:
      [values[which], values[other]] = [values[other]!, values[which]!];
      break;
    default:
      values[which] = change(values[which]!).trim() || "x";
  }
  return { ...post, names, values };
}

/** Whether two requests say the same to whom they are signed for: what is not signed, and runs of spaces, do not count. */
function signedPart({ path, names, values, body }: SignedPost): string {
  const of = (name: string): string => (values[names.indexOf(name)] ?? "").replace(/ +/g, " ");
  const signed = /SignedHeaders=([^,]*)/.exec(of("authorization").replaceAll(" ", ""))?.[1]?.split(";") ?? [];
  return JSON.stringify([path, body.toString("latin1"), of("authorization").slice(-64), signed.map((name) => [name, of(name)])]);
}

test("of 100,000 requests that were changed after they were signed none is accepted", () => {
  const rng = seededRng(20260101);
  const signatures = new RepeatedSignatures(context);
  let changed = 0;
  let accepted = 0;
  for (let at = 0; changed < 100_000; at++) {
    const post = signedPost(`1,2,${at % 1000}`, nowMs + (at % 60) * 1000, { accept: "a, b" });
    if (at % 100 === 0) assert.ok(signatures.prove(post, nowMs), "what was not changed is accepted");
    for (let turn = 0; turn < 10; turn++) {
      const bad = mutated(post, rng);
      const same = signedPart(bad) === signedPart(post);
      const principal = signatures.prove(bad, nowMs);
      if (!same) {
        changed++;
        assert.equal(principal, undefined, JSON.stringify(bad));
      } else if (principal) {
        // undefined: only the book knows `Signature =` for a signature
        accepted++;
        assert.deepEqual(principal, byTheBook(bad, context, nowMs));
      }
    }
  }
  assert.ok(accepted > 1000, `only ${accepted} requests were changed in what is not signed`);
});
