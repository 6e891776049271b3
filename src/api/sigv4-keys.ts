/** Signing keys, derived once a day per access key, region and service, since the derivation costs four HMACs. */
import { createHmac } from "node:crypto";
import { limits } from "../limits.ts";

export class SigningKeys {
  readonly #keys = new Map<string, { readonly secret: string; readonly key: Buffer }>();

  /** The key for a scope, `yyyymmdd/region/service`. */
  of(accessKeyId: string, secret: string, date: string, region: string, service: string): Buffer {
    const name = `${accessKeyId}/${date}/${region}/${service}`;
    const known = this.#keys.get(name);
    if (known?.secret === secret) return known.key;
    const key = signingKey(secret, date, region, service);
    this.#keys.delete(name);
    this.#keys.set(name, { secret, key });
    if (this.#keys.size > limits.signingKeys) this.#keys.delete(this.#keys.keys().next().value!);
    return key;
  }
}

function signingKey(secret: string, date: string, region: string, service: string): Buffer {
  return [date, region, service, "aws4_request"].reduce<Buffer>((key, part) => hmac(key, part), Buffer.from(`AWS4${secret}`));
}

export function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
