import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type ChecksumAlgorithm, checksumAlgorithms, checksumBytes, compositeChecksum, runningChecksum } from "./checksum.ts";

function checksumOf(algorithm: ChecksumAlgorithm, ...chunks: Uint8Array[]): string {
  const running = runningChecksum(algorithm);
  for (const chunk of chunks) running.update(chunk);
  return running.digest();
}

/** The check values of the CRC catalogue: the CRC of the nine digits. */
const checks: { algorithm: ChecksumAlgorithm; hex: string }[] = [
  { algorithm: "CRC32", hex: "cbf43926" },
  { algorithm: "CRC32C", hex: "e3069283" },
  { algorithm: "CRC64NVME", hex: "ae8b14860a799888" },
];
for (const { algorithm, hex } of checks) {
  test(`${algorithm} of "123456789" is ${hex}`, () => {
    assert.equal(Buffer.from(checksumOf(algorithm, Buffer.from("123456789")), "base64").toString("hex"), hex);
  });
}

/** The definition, bit by bit. */
function slowCrc64(bytes: Uint8Array): bigint {
  let crc = 0xffffffffffffffffn;
  for (const byte of bytes) {
    crc ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit++) crc = crc & 1n ? (crc >> 1n) ^ 0x9a6c9329ac4bc9b5n : crc >> 1n;
  }
  return crc ^ 0xffffffffffffffffn;
}

test("the fast CRC-64 is the slow one, at every length and alignment", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), fc.nat({ max: 7 }), (bytes, offset) => {
      const shifted = Buffer.concat([Buffer.alloc(offset), bytes]).subarray(offset);
      const wanted = Buffer.alloc(8);
      wanted.writeBigUInt64BE(slowCrc64(bytes));
      assert.equal(checksumOf("CRC64NVME", shifted), wanted.toString("base64"));
    }),
  );
});

test("a checksum does not depend on how the bytes are cut, and has its length", () => {
  fc.assert(
    fc.property(fc.constantFrom(...checksumAlgorithms), fc.array(fc.uint8Array({ maxLength: 40 })), (algorithm, chunks) => {
      const whole = checksumOf(algorithm, Buffer.concat(chunks));
      assert.equal(checksumOf(algorithm, ...chunks), whole);
      assert.equal(Buffer.from(whole, "base64").length, checksumBytes(algorithm));
    }),
  );
});

test("a composite checksum is the checksum of the parts' checksums and says how many there were", () => {
  const parts = ["one", "two"].map((part) => checksumOf("SHA256", Buffer.from(part)));
  const joined = Buffer.concat(parts.map((part) => Buffer.from(part, "base64")));
  assert.equal(compositeChecksum("SHA256", parts), `${checksumOf("SHA256", joined)}-2`);
});
