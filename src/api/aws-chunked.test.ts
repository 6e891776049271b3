import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { AwsChunked, type AwsChunkedForm } from "./aws-chunked.ts";
import { openSignature, proveSignature, type Signature } from "./sigv4.ts";
import { SigningKeys } from "./sigv4-keys.ts";
import { signedHeaders } from "./sigv4-sign.ts";

/** S3's documented example: 66,560 bytes of "a" in chunks of 65,536, 1,024 and 0. */
const documented = {
  signatures: [
    "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
    "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
    "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
  ],
  headers: {
    host: "s3.amazonaws.com",
    "x-amz-date": "20130524T000000Z",
    "x-amz-storage-class": "REDUCED_REDUNDANCY",
    "x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
    "content-encoding": "aws-chunked",
    "x-amz-decoded-content-length": "66560",
    "content-length": "66824",
    authorization:
      "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class,Signature=4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
  },
};

test("the documented upload is proven chunk by chunk", async () => {
  const signature = openSignature(
    { method: "PUT", path: "/examplebucket/chunkObject.txt", query: "", headers: documented.headers },
    {
      credentials: () => ({ secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", accountId: "1", arn: "a" }),
      keys: new SigningKeys(),
      nowMs: Date.parse("2013-05-24T00:00:00Z"),
      family: "s3",
      service: "s3",
    },
  );
  proveSignature(signature);
  const [one, two, end] = documented.signatures;
  const body = `10000;chunk-signature=${one}\r\n${"a".repeat(65536)}\r\n400;chunk-signature=${two}\r\n${"a".repeat(1024)}\r\n0;chunk-signature=${end}\r\n\r\n`;
  assert.equal(body.length, 66824);
  const form = { decodedBytes: 66560, announcedTrailers: [], signature };
  assert.equal((await decoded([body], form)).text, "a".repeat(66560));
  for (const wrong of documented.signatures) {
    await assert.rejects(decoded([body.replace(wrong, "f".repeat(64))], form), { code: "SignatureDoesNotMatch" });
  }
  await assert.rejects(decoded([body.replace("aaa", "aab")], form), { code: "SignatureDoesNotMatch" });
});

const secret = "s";

/** A signature with trailers, as SDKs make it for a stream. */
function trailerSignature(): Signature {
  const nowMs = Date.parse("2026-01-02T03:04:05Z");
  const plain = { host: "h", "x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" };
  const headers = signedHeaders({ method: "PUT", path: "/b/k", query: "", headers: plain }, "UNSIGNED-PAYLOAD", {
    accessKeyId: "A",
    secret,
    region: "r",
    service: "s3",
    nowMs,
  });
  const credentials = () => ({ secret, accountId: "1", arn: "a" });
  const signature = openSignature(
    { method: "PUT", path: "/b/k", query: "", headers },
    { credentials, keys: new SigningKeys(), nowMs, family: "s3", service: "s3" },
  );
  proveSignature(signature);
  return signature;
}

function encode(chunks: readonly string[], trailers: string, signature: Signature): string {
  let previous = signature.claim.signature;
  const sign = (what: string, content: string): string => {
    previous = signature.key.sign(
      `AWS4-HMAC-SHA256-${what}\n${signature.claim.timestamp}\n${signature.claim.scope}\n${previous}\n${content}`,
    );
    return previous;
  };
  const empty = hash("sha256", "", "hex");
  const parts = [...chunks, ""].map(
    (chunk) =>
      `${chunk.length.toString(16)};chunk-signature=${sign("PAYLOAD", `${empty}\n${hash("sha256", chunk, "hex")}`)}\r\n${chunk}${chunk ? "\r\n" : ""}`,
  );
  return `${parts.join("")}${trailers}\r\nx-amz-trailer-signature:${sign("TRAILER", hash("sha256", `${trailers}\n`, "hex"))}\r\n\r\n`;
}

test("a signed body with a signed trailer is the same however it is cut", async () => {
  const signature = trailerSignature();
  const body = encode(["hello ", "w", "orld"], "x-amz-checksum-crc32:AAAAAA==", signature);
  const form = { decodedBytes: 11, announcedTrailers: ["x-amz-checksum-crc32"], signature };
  for (let at = 0; at <= body.length; at++) {
    const { text, trailers } = await decoded([body.slice(0, at), body.slice(at)], form);
    assert.deepEqual([text, trailers], ["hello world", { "x-amz-checksum-crc32": "AAAAAA==" }]);
  }
  await assert.rejects(decoded([body.replace("AAAAAA", "AAAAAB")], form), { code: "SignatureDoesNotMatch" });
  await assert.rejects(decoded([body.replace(/x-amz-trailer-signature.*\r\n/, "")], form), { code: "SignatureDoesNotMatch" });
});

test("any unsigned body comes out as it went in, however it is chunked and cut", async () => {
  const property = fc.asyncProperty(
    fc.array(fc.uint8Array({ minLength: 1, maxLength: 50 }), { maxLength: 6 }),
    fc.infiniteStream(fc.integer({ min: 1, max: 20 })),
    async (chunks, cuts) => {
      const framed = Buffer.concat([
        ...chunks.flatMap((chunk) => [Buffer.from(`${chunk.length.toString(16)}\r\n`), Buffer.from(chunk), Buffer.from("\r\n")]),
        Buffer.from("0\r\nx-amz-checksum-sha1:abc\r\n\r\n"),
      ]);
      const pieces: Buffer[] = [];
      for (let at = 0; at < framed.length; ) {
        const end = at + cuts.next().value!;
        pieces.push(framed.subarray(at, end));
        at = end;
      }
      const whole = Buffer.concat(chunks);
      const { bytes, trailers } = await decoded(pieces, { decodedBytes: whole.length, announcedTrailers: [] });
      assert.deepEqual(bytes, whole);
      assert.deepEqual(trailers, { "x-amz-checksum-sha1": "abc" });
    },
  );
  await fc.assert(property, { numRuns: 200 });
});

const broken = [
  { when: "the body breaks off in a chunk", body: "5\r\nab", code: "IncompleteBody" },
  { when: "the body breaks off between chunks", body: "2\r\nab\r\n", code: "IncompleteBody" },
  { when: "there is less than promised", body: "2\r\nab\r\n0\r\n\r\n", code: "IncompleteBody" },
  { when: "there is more than promised", body: "5\r\nabcde\r\n3\r\nfgh\r\n0\r\n\r\n", code: "IncompleteBody" },
  { when: "a size is no number", body: "x\r\n", code: "InvalidRequest" },
  { when: "a size is negative", body: "-5\r\nabcde\r\n", code: "InvalidRequest" },
  { when: "a chunk has no end", body: "5\r\nabcdeXX0\r\n\r\n", code: "InvalidRequest" },
  { when: "a chunk head is endless", body: "0".repeat(5000), code: "InvalidRequest" },
  { when: "something follows the end", body: "5\r\nabcde\r\n0\r\n\r\nmore", code: "InvalidRequest" },
  { when: "a trailer is no header", body: "5\r\nabcde\r\n0\r\nnonsense\r\n\r\n", code: "MalformedTrailerError" },
  { when: "a trailer comes twice", body: "5\r\nabcde\r\n0\r\na:1\r\na:2\r\n\r\n", code: "MalformedTrailerError" },
  { when: "trailers are endless", body: `5\r\nabcde\r\n0\r\na:${"1".repeat(20_000)}\r\n\r\n`, code: "MalformedTrailerError" },
];
for (const { when, body, code } of broken) {
  test(`when ${when}: ${code}`, async () => {
    await assert.rejects(decoded([body], { decodedBytes: 5, announcedTrailers: [] }), { code });
  });
}

test("an announced trailer must come", async () => {
  const form = { decodedBytes: 5, announcedTrailers: ["x-amz-checksum-crc32"] };
  await assert.rejects(decoded(["5\r\nabcde\r\n0\r\n\r\n"], form), { code: "MalformedTrailerError" });
});

async function decoded(
  pieces: readonly (string | Buffer)[],
  form: AwsChunkedForm,
): Promise<{ text: string; bytes: Buffer; trailers: object }> {
  async function* source(): AsyncGenerator<Buffer> {
    for (const piece of pieces) yield Buffer.from(piece);
  }
  const chunked = new AwsChunked(source(), form);
  const parts: Buffer[] = [];
  for await (const part of chunked) parts.push(part);
  const bytes = Buffer.concat(parts);
  return { text: bytes.toString(), bytes, trailers: { ...chunked.trailers } };
}
