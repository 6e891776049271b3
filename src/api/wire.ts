/** The vocabulary of the wire: what a request and an answer are before and after the protocol, and what an error is. */
import type { Readable } from "node:stream";

export type Protocol = "json" | "rest-json" | "rest-xml" | "query" | "cbor";

/** A request as it arrived. Header names are lower-case; a repeated header is joined with "," as signatures want it. */
export interface WireRequest {
  readonly method: string;
  /** Path as sent, still percent-encoded, without the query. */
  readonly path: string;
  /** Query as sent, without the question mark; "" when absent. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Record<string, string>;
  /** A stream only for operations whose output has a streaming payload (GetObject). */
  readonly body: Buffer | Readable;
}

/** Who signed a request, proven. Handlers cannot run without one. */
export interface Principal {
  readonly accessKeyId: string;
  readonly accountId: string;
  /** Region of the credential scope; the server's default when authentication is off. */
  readonly region: string;
  readonly arn: string;
}

/** An error that the API names: the only kind of error a caller ever sees besides InternalFailure. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: string;
  readonly status: number;
  /** Further members of the error shape, such as `OriginalStatusCode` of ModelError, `Key` of NoSuchKey. */
  readonly members: Readonly<Record<string, unknown>>;
  /** Headers to send along, such as `x-amz-bucket-region`. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: string,
    status: number,
    message: string,
    extra: { members?: Record<string, unknown>; headers?: Record<string, string> } = {},
  ) {
    // Not a mistake of ours that has to be found: a trace of our calls would be a seventh of what a refusal costs under overload.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
    this.code = code;
    this.status = status;
    this.members = extra.members ?? {};
    this.headers = extra.headers ?? {};
  }
}
