/**
 * Proves the signatures of callers that call again and again. Of their Authorization header only the signature changes, so the rest is read
 * and checked once, by `sigv4.ts`; what is left are the time, and four hashes over what is never the same. That takes 3 µs instead of 11,
 * with Node's one-shot hash; maintained ones in WASM and JavaScript take two to five times as long for so little text.
 */
import { hash, timingSafeEqual } from "node:crypto";
import { limits } from "../limits.ts";
import { type Credential, openSignature, proveSignature, type SignatureContext } from "./sigv4.ts";
import type { ScopeSigner } from "./sigv4-keys.ts";
import { parseBasicTime } from "./sigv4-time.ts";
import { ApiError, type Principal } from "./wire.ts";

/** A POST to a path of unreserved characters, without a query. */
export interface SignedPost {
  readonly path: string;
  /** Header names in lower case, each once, and their values: visible ASCII and spaces, but none at either end. */
  readonly names: readonly string[];
  readonly values: readonly string[];
  readonly body: Buffer;
}

/** What an Authorization header says up to the signature, believed since one such signature was right. */
interface Caller {
  readonly principal: Principal;
  /** As it was looked up; another object is another credential. */
  readonly credential: Credential;
  readonly date: string;
  readonly signedHeaders: readonly string[];
  /** The end of the canonical request, before the hash of the body. */
  readonly signedHeadersText: string;
  readonly signer: ScopeSigner;
  /** The names of the headers that came last, and where among them those are that are signed; -1 for one that is not there. */
  names: readonly string[];
  signedAt: readonly number[];
  /** The time that was signed last, and when that is. */
  timestamp: string;
  signedMs: number;
}

const signatureChars = 64;
const claimed = Buffer.alloc(signatureChars);
const computed = Buffer.alloc(signatureChars);

export class RepeatedSignatures {
  readonly #context: Omit<SignatureContext, "nowMs">;
  readonly #callers = new Map<string, Caller>();

  /** `context.family` is one whose signatures cover the body. */
  constructor(context: Omit<SignatureContext, "nowMs">) {
    this.#context = context;
  }

  /** The caller, proven. Undefined when the signature is not good, or good in a way that only `sigv4.ts` knows: it has to be asked then. */
  prove(post: SignedPost, nowMs: number): Principal | undefined {
    const authorization = valueNamed(post, "authorization");
    const timestamp = valueNamed(post, "x-amz-date");
    if (authorization === undefined || timestamp === undefined) return undefined;
    const claim = authorization.slice(0, -signatureChars);
    const caller = this.#callers.get(claim);
    if (!caller || caller.credential !== this.#context.credentials(caller.principal.accessKeyId)) return this.#first(post, claim, nowMs);
    if (!isCurrent(caller, timestamp, nowMs)) return undefined;
    const text = canonicalPost(post, caller);
    computed.write(caller.signer.sign(timestamp, hash("sha256", text, "hex")), "latin1");
    claimed.write(authorization.slice(-signatureChars), "latin1");
    return timingSafeEqual(claimed, computed) ? caller.principal : undefined;
  }

  /** The first time it is read by the book. Only who has signed is remembered, so a stranger can not make us forget anybody. */
  #first(post: SignedPost, claim: string, nowMs: number): Principal | undefined {
    if (!claim.endsWith("Signature=")) return undefined;
    const headers = Object.fromEntries(post.names.map((name, at) => [name, post.values[at]!]));
    try {
      const signature = openSignature({ method: "POST", path: post.path, query: "", headers }, { ...this.#context, nowMs });
      const principal = proveSignature(signature, hash("sha256", post.body, "hex"));
      const { credential, claim: read, key } = signature;
      if (credential.sessionToken !== undefined || credential.expiresMs !== undefined) return principal;
      const { date, signedHeaders } = read;
      this.#callers.delete(claim);
      this.#callers.set(claim, {
        principal,
        credential,
        date,
        signedHeaders,
        signedHeadersText: `\n${signedHeaders.join(";")}\n`,
        signer: key.forScope(read.scope),
        names: [],
        signedAt: [],
        timestamp: "",
        signedMs: 0,
      });
      if (this.#callers.size > limits.signingKeys) this.#callers.delete(this.#callers.keys().next().value!);
      return principal;
    } catch (error) {
      if (error instanceof ApiError) return undefined;
      throw error;
    }
  }
}

/** The canonical request: what `sigv4.ts` makes of it when there is nothing to decode, to fold or to sort. */
function canonicalPost({ path, names, values, body }: SignedPost, caller: Caller): string {
  const { signedHeaders, signedHeadersText } = caller;
  if (caller.names !== names) {
    caller.names = names;
    caller.signedAt = signedHeaders.map((name) => names.indexOf(name));
  }
  let text = `POST\n${path}\n\n`;
  for (let nth = 0; nth < signedHeaders.length; nth++) text += `${signedHeaders[nth]}:${collapsed(values[caller.signedAt[nth]!] ?? "")}\n`;
  return text + signedHeadersText + hash("sha256", body, "hex");
}

const collapsed = (value: string): string => (value.includes("  ") ? value.replace(/ +/g, " ") : value);

function isCurrent(caller: Caller, timestamp: string, nowMs: number): boolean {
  if (caller.timestamp !== timestamp) {
    const signedMs = timestamp.startsWith(caller.date) ? parseBasicTime(timestamp) : undefined;
    if (signedMs === undefined) return false;
    caller.timestamp = timestamp;
    caller.signedMs = signedMs;
  }
  return Math.abs(nowMs - caller.signedMs) <= limits.clockSkewMs;
}

function valueNamed({ names, values }: SignedPost, name: string): string | undefined {
  const at = names.indexOf(name);
  return at < 0 ? undefined : values[at];
}
