/** What is learnt about content while it streams by. */
import { createHash } from "node:crypto";
import { type Checksum, type ChecksumAlgorithm, runningChecksum } from "./checksum.ts";

export interface ContentDigest {
  readonly sizeBytes: number;
  readonly md5: string;
  readonly sha256: string;
  readonly checksum?: Omit<Checksum, "type">;
}

export interface RunningDigest {
  readonly sizeBytes: number;
  update(bytes: Uint8Array): void;
  digest(): ContentDigest;
}

/** Counts and hashes: MD5 for the ETag, SHA-256 for pinning (both in hex), and the checksum a client asked for. */
export function runningDigest(algorithm?: ChecksumAlgorithm): RunningDigest {
  const md5 = createHash("md5");
  const sha256 = createHash("sha256");
  const checksum = algorithm && runningChecksum(algorithm);
  let sizeBytes = 0;
  return {
    get sizeBytes() {
      return sizeBytes;
    },
    update(bytes) {
      sizeBytes += bytes.length;
      md5.update(bytes);
      sha256.update(bytes);
      checksum?.update(bytes);
    },
    digest: () => ({
      sizeBytes,
      md5: md5.digest("hex"),
      sha256: sha256.digest("hex"),
      ...(algorithm && checksum && { checksum: { algorithm, value: checksum.digest() } }),
    }),
  };
}
