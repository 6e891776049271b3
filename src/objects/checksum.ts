/** The checksums S3 clients may ask for besides MD5: computed while bytes stream by, written in base64. */
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { crc32c, crc64nvme } from "./crc.ts";

export const checksumAlgorithms = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256", "SHA512", "MD5"] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

/** Of the whole content, or of the parts' checksums one after another (then followed by "-" and the number of parts). */
export type ChecksumType = "FULL_OBJECT" | "COMPOSITE";

export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly value: string;
  readonly type: ChecksumType;
}

/** A checksum on its way: bytes go in, the base64 text comes out once at the end. */
export interface RunningChecksum {
  update(bytes: Uint8Array): void;
  digest(): string;
}

export function runningChecksum(algorithm: ChecksumAlgorithm): RunningChecksum {
  switch (algorithm) {
    case "CRC32":
      return running32((bytes, crc) => crc32(bytes, crc));
    case "CRC32C":
      return running32(crc32c);
    case "CRC64NVME":
      return running64();
    case "SHA1":
    case "SHA256":
    case "SHA512":
    case "MD5": {
      const hash = createHash(algorithm.toLowerCase());
      return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest("base64") };
    }
  }
}

/** The checksum of an object from those of its parts, as S3 writes it for the type COMPOSITE. */
export function compositeChecksum(algorithm: ChecksumAlgorithm, parts: readonly string[]): string {
  const whole = runningChecksum(algorithm);
  for (const part of parts) whole.update(Buffer.from(part, "base64"));
  return `${whole.digest()}-${parts.length}`;
}

/** The length of a checksum in bytes, before base64. */
export function checksumBytes(algorithm: ChecksumAlgorithm): number {
  return { CRC32: 4, CRC32C: 4, CRC64NVME: 8, SHA1: 20, SHA256: 32, SHA512: 64, MD5: 16 }[algorithm];
}

function running32(next: (bytes: Uint8Array, crc: number) => number): RunningChecksum {
  let crc = 0;
  return {
    update: (bytes) => {
      crc = next(bytes, crc);
    },
    digest: () => {
      const text = Buffer.alloc(4);
      text.writeUInt32BE(crc);
      return text.toString("base64");
    },
  };
}

function running64(): RunningChecksum {
  let crc = { high: 0, low: 0 };
  return {
    update: (bytes) => {
      crc = crc64nvme(bytes, crc);
    },
    digest: () => {
      const text = Buffer.alloc(8);
      text.writeUInt32BE(crc.high);
      text.writeUInt32BE(crc.low, 4);
      return text.toString("base64");
    },
  };
}
