/**
 * The aws-chunked body: chunks within the body of a request, each signed or not, and trailing headers behind them.
 * Bytes are handed on as they come and a wrong signature is thrown at the end of its chunk, so memory stays flat whatever a client
 * chooses as a chunk; who reads this keeps nothing before it has ended.
 */
import { createHash, hash } from "node:crypto";
import { limits } from "../limits.ts";
import { ByteReader } from "./byte-reader.ts";
import type { Signature } from "./sigv4.ts";
import { same } from "./sigv4.ts";
import { signatureErrors } from "./sigv4-errors.ts";
import { ApiError } from "./wire.ts";

export interface AwsChunkedForm {
  /** `x-amz-decoded-content-length`. */
  readonly decodedBytes: number;
  /** Names the client announced in `x-amz-trailer`, lower-case. */
  readonly announcedTrailers: readonly string[];
  /** Present when chunks are signed and must be proven. */
  readonly signature?: Signature;
}

const incomplete = (): ApiError =>
  new ApiError("IncompleteBody", 400, "You did not provide the number of bytes specified by the Content-Length HTTP header.");
const malformed = (): ApiError => new ApiError("InvalidRequest", 400, "The body is not a valid aws-chunked encoding.");
const malformedTrailer = (): ApiError =>
  new ApiError(
    "MalformedTrailerError",
    400,
    "The request contained trailing data that was not well-formed or did not conform to our published schema.",
  );

const emptyHash = hash("sha256", "", "hex");

/** Decodes one body; iterate it once, then read `trailers`. */
export class AwsChunked implements AsyncIterable<Buffer> {
  readonly #reader: ByteReader;
  readonly #form: AwsChunkedForm;
  readonly #trailers: Record<string, string> = {};
  /** Each signature signs the one before it; the first is that of the request. */
  #previous: string;

  constructor(source: AsyncIterable<Buffer>, form: AwsChunkedForm) {
    this.#reader = new ByteReader(source);
    this.#form = form;
    this.#previous = form.signature?.claim.signature ?? "";
  }

  /** Trailing headers, names lower-case; complete once the body has ended. */
  get trailers(): Readonly<Record<string, string>> {
    return this.#trailers;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    try {
      let total = 0;
      for (;;) {
        const { size, signature } = await this.#chunkHead();
        total += size;
        if (total > this.#form.decodedBytes) throw incomplete();
        const digest = this.#form.signature ? createHash("sha256") : undefined;
        for (let left = size; left > 0; ) {
          const part = await this.#reader.some(left);
          if (!part) throw incomplete();
          digest?.update(part);
          left -= part.length;
          yield part;
        }
        if (digest) this.#prove("PAYLOAD", `${emptyHash}\n${digest.digest("hex")}`, signature);
        if (size === 0) break;
        if ((await this.#reader.line(2)) !== "") throw malformed();
      }
      if (total !== this.#form.decodedBytes) throw incomplete();
      await this.#readTrailers();
      if (!(await this.#reader.ended())) throw malformed();
    } finally {
      await this.#reader.close();
    }
  }

  async #chunkHead(): Promise<{ size: number; signature: string | undefined }> {
    const line = await this.#reader.line(limits.chunkHeaderBytes);
    if (line === undefined) throw (await this.#reader.ended()) ? incomplete() : malformed();
    const match = /^([0-9a-fA-F]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(line);
    if (!match) throw malformed();
    return { size: Number.parseInt(match[1]!, 16), signature: match[2] };
  }

  /** `name:value` lines up to an empty one; the last may be a signature over all before it. */
  async #readTrailers(): Promise<void> {
    let signed = "";
    let signature: string | undefined;
    let room: number = limits.chunkTrailerBytes;
    while (!(await this.#reader.ended())) {
      const line = await this.#reader.line(room);
      if (line === undefined) throw malformedTrailer();
      if (line === "") break;
      room -= line.length;
      const colon = line.indexOf(":");
      if (colon < 1 || signature !== undefined) throw malformedTrailer();
      const name = line.slice(0, colon).trim().toLowerCase();
      const value = line.slice(colon + 1).trim();
      if (name === "x-amz-trailer-signature") signature = value;
      else if (Object.hasOwn(this.#trailers, name) || name === "__proto__") throw malformedTrailer();
      else {
        this.#trailers[name] = value;
        signed += `${name}:${value}\n`;
      }
    }
    if (this.#form.announcedTrailers.some((name) => !Object.hasOwn(this.#trailers, name))) throw malformedTrailer();
    const { payload } = this.#form.signature ?? {};
    if (payload?.kind === "chunked" && payload.trailer) this.#prove("TRAILER", hash("sha256", signed, "hex"), signature);
  }

  #prove(what: "PAYLOAD" | "TRAILER", content: string, given: string | undefined): void {
    const { claim, key, context } = this.#form.signature!;
    const text = `AWS4-HMAC-SHA256-${what}\n${claim.timestamp}\n${claim.scope}\n${this.#previous}\n${content}`;
    const expected = key.sign(text);
    if (!given || !same(expected, given)) throw signatureErrors[context.family].mismatch(claim.accessKeyId, text, "");
    this.#previous = expected;
  }
}
