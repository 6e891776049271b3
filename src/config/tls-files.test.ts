/** What is said of a certificate before anybody relies on it. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { writeFileSync } from "node:fs";
import { test } from "node:test";
import { authority, selfSigned } from "../../test/harness/certificates.ts";
import { OptionError } from "./options.ts";
import { isSelfSigned, nameOf, readTlsFiles, tlsWarnings } from "./tls-files.ts";

const good = selfSigned();
const ours = authority();

test("a good certificate is read with its key", () => {
  const { cert, key, leaf } = readTlsFiles(good);
  assert.deepEqual([cert, key, leaf.subject], [good.cert, good.key, "CN=hostler"]);
});

function fileOf(text: string): string {
  const path = `${selfSigned().certFile}.other`;
  writeFileSync(path, text);
  return path;
}

const encrypted = (): string =>
  execFileSync("openssl", ["pkey", "-in", good.keyFile, "-aes128", "-passout", "pass:secret"], { encoding: "utf8" });

const bad: readonly { what: string; files: () => { certFile: string; keyFile: string }; says: RegExp }[] = [
  {
    what: "no such certificate",
    files: () => ({ ...good, certFile: "/nonexistent/a.crt" }),
    says: /^The certificate \/nonexistent\/a\.crt cannot be read \(there is no such file\): check --tls-cert \(or HOSTLER_TLS_CERT\)\.$/,
  },
  {
    what: "no such key",
    files: () => ({ ...good, keyFile: "/nonexistent/a.key" }),
    says: /^The key \/nonexistent\/a\.key cannot be read \(there is no such file\): check --tls-key \(or HOSTLER_TLS_KEY\)\.$/,
  },
  { what: "a folder", files: () => ({ ...good, certFile: "/" }), says: /^The certificate \/ cannot be read \(EISDIR\)/ },
  {
    what: "something else",
    files: () => ({ ...good, certFile: fileOf("hello") }),
    says: /\.other holds no certificate: .* takes a PEM file/,
  },
  { what: "files the wrong way round", files: () => ({ certFile: good.keyFile, keyFile: good.certFile }), says: /holds no certificate/ },
  {
    what: "a key that is none",
    files: () => ({ ...good, keyFile: good.certFile }),
    says: /holds no private key, or one with a passphrase/,
  },
  { what: "a key with a passphrase", files: () => ({ ...good, keyFile: fileOf(encrypted()) }), says: /or one with a passphrase/ },
  {
    what: "the key of another",
    files: () => ({ ...good, keyFile: selfSigned().keyFile }),
    says: /^The key in \S+ is not that of the certificate in \S+\.$/,
  },
];

for (const { what, files, says } of bad) {
  test(`${what}: refused in one sentence`, () => {
    assert.throws(
      () => readTlsFiles(files()),
      (error) => error instanceof OptionError && says.test(error.message) && !error.message.includes("\n"),
    );
  });
}

const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);
const dated = ours.issue(["DNS:localhost"], { from: "20300101000000Z", until: "20300201000000Z" });
const nameless = selfSigned([]);

const warned = [
  { when: "it is valid", of: dated, nowMs: day("2030-01-15"), want: [] },
  { when: "it is over", of: dated, nowMs: day("2030-02-02"), want: [/expired on 2030-02-01T00:00:00\.000Z: clients refuse it/] },
  { when: "it is not valid yet", of: dated, nowMs: day("2029-12-31"), want: [/is not valid before 2030-01-01T00:00:00\.000Z/] },
  { when: "it names nobody", of: nameless, nowMs: Date.now(), want: [/names no host \(subjectAltName\)/] },
];
for (const { when, of, nowMs, want } of warned) {
  test(`warnings when ${when}: ${want.length}`, () => {
    const warnings = tlsWarnings(new X509Certificate(of.cert), of, nowMs);
    assert.equal(warnings.length, want.length);
    for (const [at, pattern] of want.entries()) assert.match(warnings[at]!, pattern);
  });
}

const names = [
  { has: ["DNS:localhost", "IP:127.0.0.1"], address: "127.0.0.1", want: "127.0.0.1" },
  { has: ["DNS:ml.example.com", "DNS:localhost"], address: "127.0.0.1", want: "localhost" },
  { has: ["DNS:ml.example.com", "DNS:localhost"], address: "10.0.0.5", want: "ml.example.com" },
  { has: ["DNS:*.example.com", "DNS:ml.example.com"], address: "127.0.0.1", want: "ml.example.com" },
  { has: ["DNS:*.example.com"], address: "ml.example.com", want: "ml.example.com" },
  { has: ["IP:10.0.0.5"], address: "127.0.0.1", want: "10.0.0.5" },
  { has: ["IP:::1"], address: "::1", want: "::1" },
  { has: ["DNS:*.example.com"], address: "127.0.0.1", want: "127.0.0.1" },
  { has: [], address: "127.0.0.1", want: "127.0.0.1" },
];
for (const { has, address, want } of names) {
  test(`a server at ${address} whose certificate has ${has.join() || "no names"} is called ${want}`, () => {
    assert.equal(nameOf(new X509Certificate(selfSigned(has).cert), address), want);
  });
}

test("a certificate vouches for itself, or another one does", () => {
  const leaf = (pem: string): boolean => isSelfSigned(new X509Certificate(pem));
  assert.deepEqual([leaf(good.cert), leaf(ours.cert), leaf(ours.issue(["DNS:a"]).cert)], [true, true, false]);
});
