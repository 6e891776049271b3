/** The body of a request: read whole within a bound, or as a stream whose promised hash and chunks are proven on the way. */
import { createHash, hash } from "node:crypto";
import type { Readable } from "node:stream";
import { gunzip } from "node:zlib";
import { Pieces } from "../lib/pieces.ts";
import { limits } from "../limits.ts";
import { AwsChunked } from "./aws-chunked.ts";
import type { TakenRoom } from "./body-room.ts";
import type { ServiceModel } from "./service-model.ts";
import type { PayloadClaim, Signature } from "./sigv4.ts";
import { ApiError, type WireRequest } from "./wire.ts";

/** A streaming payload and what follows it. */
export interface StreamingPayload {
  readonly bytes: AsyncIterable<Buffer>;
  trailers(): Readonly<Record<string, string>>;
}

/** Reads all of the body into the room, or fails with the service's word for too large; the rest is then still to be read. */
export async function readBody(source: Readable, request: WireRequest, model: ServiceModel, room: TakenRoom): Promise<Buffer> {
  const most = model.protocol === "rest-json" ? limits.invocationBodyBytes : limits.controlBodyBytes;
  const length = request.headers["content-length"];
  if (length !== undefined && Number(length) > most) throw tooLarge(model, most);
  const announced = Number(length ?? 0);
  room.add(announced);
  const parts = new Pieces();
  let size = 0;
  const take = (part: Buffer): void => {
    size += part.length;
    if (size > most) throw tooLarge(model, most);
    if (size > announced) room.add(part.length); // nobody said how much would come
    parts.push(part);
  };
  await eachPart(source, take);
  return parts.whole();
}

/** By events: an iterator makes promises anew for every part, which at a byte a second all outlive two collections of garbage. */
function eachPart(source: Readable, take: (part: Buffer) => void): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onData = (part: Buffer): void => {
    try {
      take(part);
    } catch (error) {
      source.removeListener("data", onData).pause();
      reject(error);
    }
  };
  source.on("data", onData).once("error", reject).once("end", resolve);
  // A client that leaves is an error of the stream, which may be over already.
  source.once("close", () => reject(source.errored ?? new Error("The body ended early.")));
  if (source.destroyed) reject(source.errored ?? new Error("The body ended early."));
  return promise;
}

/** Undoes `Content-Encoding: gzip`, which SDKs apply to large JSON and Query requests; the result is bounded like any body. */
export function decompress(body: Buffer, request: WireRequest, model: ServiceModel): Promise<Buffer> {
  const encoding = request.headers["content-encoding"]?.trim().toLowerCase();
  if (model.protocol === "rest-json" || model.protocol === "rest-xml" || !encoding || encoding === "identity") return Promise.resolve(body);
  if (encoding !== "gzip")
    throw new ApiError(
      "UnsupportedMediaTypeException",
      415,
      `Content-Encoding ${encoding.slice(0, 50)} is not supported; use gzip or none.`,
    );
  return new Promise((resolve, reject) => {
    gunzip(body, { maxOutputLength: limits.controlBodyBytes }, (error, result) => {
      if (!error) resolve(result);
      else if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") reject(tooLarge(model, limits.controlBodyBytes));
      else reject(new ApiError("SerializationException", 400, "The body is not valid gzip."));
    });
  });
}

/** A whole body must have the hash that was signed for it (S3 declares it in a header; elsewhere the signature itself covers it). */
export function checkWholeBody(body: Buffer, payload: PayloadClaim): void {
  if (payload.kind === "sha256" && hash("sha256", body, "hex") !== payload.hex.toLowerCase())
    throw hashMismatch(payload.hex, hash("sha256", body, "hex"));
}

/**
 * The streaming payload of a request. `signature` is absent when authentication is off: chunk framing is removed all the same,
 * signatures of chunks are not looked at.
 */
export function streamBody(
  source: AsyncIterable<Buffer>,
  request: WireRequest,
  payload: PayloadClaim,
  signature: Signature | undefined,
): StreamingPayload {
  if (payload.kind === "chunked") {
    const chunked = new AwsChunked(source, {
      decodedBytes: decodedLength(request),
      announcedTrailers: (request.headers["x-amz-trailer"] ?? "")
        .split(",")
        .map((name) => name.trim().toLowerCase())
        .filter(Boolean),
      ...(signature && payload.signed ? { signature } : {}),
    });
    return { bytes: chunked, trailers: () => chunked.trailers };
  }
  return { bytes: payload.kind === "sha256" ? hashed(source, payload.hex.toLowerCase()) : source, trailers: () => ({}) };
}

/** The head of an aws-chunked request as if its body had come plain: that is what handlers store and answer with. */
export function unchunkedHead(request: WireRequest, payload: PayloadClaim): WireRequest {
  if (payload.kind !== "chunked") return request;
  const { "content-encoding": encoding = "", ...rest } = request.headers;
  const others = encoding
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name.toLowerCase() !== "aws-chunked");
  const headers: Record<string, string> = { ...rest, "content-length": rest["x-amz-decoded-content-length"] ?? "" };
  if (others.length) headers["content-encoding"] = others.join(",");
  return { ...request, headers };
}

async function* hashed(source: AsyncIterable<Buffer>, expected: string): AsyncGenerator<Buffer> {
  const digest = createHash("sha256");
  for await (const part of source) {
    digest.update(part);
    yield part;
  }
  const found = digest.digest("hex");
  if (found !== expected) throw hashMismatch(expected, found);
}

function decodedLength(request: WireRequest): number {
  const text = request.headers["x-amz-decoded-content-length"] ?? "";
  if (/^\d{1,16}$/.test(text)) return Number(text);
  throw new ApiError(
    "MissingContentLength",
    411,
    "You must provide the x-amz-decoded-content-length HTTP header with an aws-chunked body.",
  );
}

function hashMismatch(declared: string, computed: string): ApiError {
  return new ApiError("XAmzContentSHA256Mismatch", 400, "The provided 'x-amz-content-sha256' header does not match what was computed.", {
    members: { ClientComputedContentSHA256: declared, S3ComputedContentSHA256: computed },
  });
}

function tooLarge(model: ServiceModel, most: number): ApiError {
  if (model.protocol === "rest-json") return new ApiError("413", 413, `HTTP content length exceeded ${most} bytes.`);
  if (model.protocol === "rest-xml") return new ApiError("MaxMessageLengthExceeded", 400, "Your request was too big.");
  return new ApiError("RequestEntityTooLargeException", 413, `The request body is larger than ${most} bytes.`);
}
