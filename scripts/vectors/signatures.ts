/** The SigV4 suite: every signed request must prove itself, by the canonical request and string to sign the suite records. */
import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { canonicalRequest, openSignature, proveSignature, stringToSign } from "../../src/api/sigv4.ts";
import { SigningKeys } from "../../src/api/sigv4-keys.ts";
import type { WireRequest } from "../../src/api/wire.ts";
import { newTally, runCase, type Tally } from "./tally.ts";

interface Context {
  readonly credentials: { readonly access_key_id: string; readonly secret_access_key: string; readonly token?: string };
  readonly normalize: boolean;
  readonly region: string;
  readonly service: string;
  readonly timestamp: string;
}

export function signatureSuite(folder: string, form: "header" | "query"): Tally {
  const tally = newTally(`sigv4/${form}`);
  for (const name of readdirSync(join(folder, "sigv4")).sort()) {
    runCase(tally, name, () => check((file) => readFileSync(join(folder, "sigv4", name, file), "utf8"), form));
  }
  return tally;
}

function check(read: (file: string) => string, form: "header" | "query"): void {
  const context = JSON.parse(read("context.json")) as Context;
  const { request, body } = parseRequest(read(`${form}-signed-request.txt`));
  const { access_key_id: id, secret_access_key: secret } = context.credentials;
  const signature = openSignature(request, {
    credentials: (accessKeyId) => (accessKeyId === id ? { secret, accountId: "1", arn: "arn" } : undefined),
    keys: new SigningKeys(),
    nowMs: Date.parse(context.timestamp),
    family: "json",
    service: context.service,
    normalisePath: context.normalize,
  });
  const bodyHash = hash("sha256", body, "hex");
  const canonical = canonicalRequest(request, signature.claim, bodyHash, signature.context);
  assert.equal(canonical, read(`${form}-canonical-request.txt`));
  assert.equal(stringToSign(signature.claim, canonical), read(`${form}-string-to-sign.txt`));
  assert.equal(proveSignature(signature, bodyHash).region, context.region);
  const forged = { ...signature, claim: { ...signature.claim, signature: "0".repeat(64) } };
  assert.throws(() => proveSignature(forged, bodyHash));
}

/** A request as text: the path may hold spaces, a header may go on in the next line. */
function parseRequest(text: string): { request: WireRequest; body: string } {
  const end = text.indexOf("\n\n");
  const [start = "", ...lines] = (end < 0 ? text : text.slice(0, end)).split("\n");
  const [, method = "", url = ""] = /^(\S+) (.*) HTTP\/1\.1$/.exec(start) ?? [];
  const [path = "/", query = ""] = url.split("?");
  const headers: Record<string, string> = {};
  let last = "";
  for (const line of lines.filter(Boolean)) {
    if (/^\s/.test(line)) headers[last] += `\n${line}`;
    else {
      const colon = line.indexOf(":");
      last = line.slice(0, colon).toLowerCase();
      const value = line.slice(colon + 1).trim();
      headers[last] = last in headers ? `${headers[last]},${value}` : value;
    }
  }
  return { request: { method, path, query, headers }, body: end < 0 ? "" : text.slice(end + 2) };
}
