/** Signing keys, derived once a day per access key, region and service, since the derivation costs four HMACs. */
import { createHmac, hash } from "node:crypto";
import { limits } from "../limits.ts";

export class SigningKeys {
  readonly #keys = new Map<string, { readonly secret: string; readonly key: SigningKey }>();

  /** The key for a scope, `yyyymmdd/region/service`. */
  of(accessKeyId: string, secret: string, date: string, region: string, service: string): SigningKey {
    const name = `${accessKeyId}/${date}/${region}/${service}`;
    const known = this.#keys.get(name);
    if (known?.secret === secret) return known.key;
    const key = new SigningKey(derive(secret, date, region, service));
    this.#keys.delete(name);
    this.#keys.set(name, { secret, key });
    if (this.#keys.size > limits.signingKeys) this.#keys.delete(this.#keys.keys().next().value!);
    return key;
  }
}

/**
 * One derived key. HMAC by hand, over pads made once: Node's `createHmac` costs 16 µs with a key of its own, this 4 µs, and the router
 * does it for every invocation.
 */
export class SigningKey {
  readonly #inner: Buffer;
  readonly #outer: Buffer;

  /** `key` is no longer than a block of SHA-256, as derived keys are. */
  constructor(key: Buffer) {
    this.#inner = pad(key, 0x36);
    this.#outer = pad(key, 0x5c);
  }

  /** HMAC-SHA256 of `text`, in hex. */
  sign(text: string): string {
    const inner = hash("sha256", Buffer.concat([this.#inner, Buffer.from(text)]), "buffer");
    return hash("sha256", Buffer.concat([this.#outer, inner]), "hex");
  }

  /** Signs for one scope, `yyyymmdd/region/service/aws4_request`, the one that this key is for. */
  forScope(scope: string): ScopeSigner {
    return new ScopeSigner(scope, this.#inner, this.#outer);
  }
}

/** Signs the strings to sign of one scope. They differ in two places of fixed length only, so one buffer serves for all of them. */
export class ScopeSigner {
  readonly #inner: Buffer;
  readonly #outer: Buffer;
  readonly #timestampAt: number;
  readonly #hashAt: number;

  constructor(scope: string, inner: Buffer, outer: Buffer) {
    const before = Buffer.concat([inner, Buffer.from("AWS4-HMAC-SHA256\n")]);
    const after = Buffer.from(`yyyymmddThhmmssZ\n${scope}\n${"0".repeat(64)}`);
    this.#timestampAt = before.length;
    this.#hashAt = before.length + after.length - 64;
    this.#inner = Buffer.concat([before, after]);
    this.#outer = Buffer.concat([outer, Buffer.alloc(32)]);
  }

  /** The signature, in hex, for `yyyymmddThhmmssZ` and the hash of the canonical request in hex. */
  sign(timestamp: string, requestHash: string): string {
    this.#inner.write(timestamp, this.#timestampAt, "latin1");
    this.#inner.write(requestHash, this.#hashAt, "latin1");
    this.#outer.write(hash("sha256", this.#inner, "binary"), blockBytes, "latin1");
    return hash("sha256", this.#outer, "hex");
  }
}

const blockBytes = 64;

function pad(key: Buffer, byte: number): Buffer {
  const padded = Buffer.alloc(blockBytes, byte);
  for (const [at, each] of key.entries()) padded[at] = each ^ byte;
  return padded;
}

function derive(secret: string, date: string, region: string, service: string): Buffer {
  const hmac = (key: Buffer, part: string): Buffer => createHmac("sha256", key).update(part).digest();
  return [date, region, service, "aws4_request"].reduce(hmac, Buffer.from(`AWS4${secret}`));
}
