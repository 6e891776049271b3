/** A certificate that is replaced while a server runs. */
import assert from "node:assert/strict";
import { copyFileSync, rmSync } from "node:fs";
import { test } from "node:test";
import { type Certificate, selfSigned } from "../../test/harness/certificates.ts";
import { ManualClock } from "../../test/harness/manual-clock.ts";
import { limits } from "../limits.ts";
import type { Logger } from "../telemetry/logger.ts";
import { watchCertificate } from "./certificate-watch.ts";

/** Files that are watched, and what came of it. */
function watched() {
  const files = selfSigned();
  const clock = new ManualClock(Date.now());
  const taken: string[] = [];
  const told: string[] = [];
  const tell = (fields: object, text: string): void => void told.push(`${text} ${JSON.stringify(fields)}`);
  const log: Logger = { info: tell, warn: tell, error: tell };
  const watch = watchCertificate(files, files, { clock, log, renew: ({ cert }) => void taken.push(cert) });
  const look = (): void => clock.advance(limits.certificateLookMs);
  return { ...files, taken, told, look, [Symbol.dispose]: () => watch[Symbol.dispose]() };
}

const putCert = (at: Certificate, next: Certificate): void => copyFileSync(next.certFile, at.certFile);
const putKey = (at: Certificate, next: Certificate): void => copyFileSync(next.keyFile, at.keyFile);

test("files that stay as they are mean nothing", () => {
  using at = watched();
  at.look();
  at.look();
  assert.deepEqual([at.taken, at.told], [[], []]);
});

test("a new certificate is taken up, once, and the next one too", () => {
  using at = watched();
  for (const next of [selfSigned(), selfSigned()]) {
    putCert(at, next);
    putKey(at, next);
    at.look();
    at.look();
    assert.equal(at.taken.at(-1), next.cert);
  }
  assert.equal(at.taken.length, 2);
});

test("between certificate and key nothing is taken up, and it is said once", () => {
  using at = watched();
  const next = selfSigned();
  putCert(at, next);
  at.look();
  at.look();
  assert.deepEqual(at.taken, []);
  assert.equal(at.told.length, 1);
  assert.match(at.told[0]!, /^the certificate in use stays: .*is not that of the certificate/);
  putKey(at, next);
  at.look();
  assert.deepEqual(at.taken, [next.cert]);
});

test("files that are gone leave the certificate as it is, until they are there again", () => {
  using at = watched();
  rmSync(at.certFile);
  at.look();
  assert.deepEqual(at.taken, []);
  assert.match(at.told[0]!, /there is no such file/);
  const next = selfSigned();
  putCert(at, next);
  putKey(at, next);
  at.look();
  assert.deepEqual(at.taken, [next.cert]);
});
