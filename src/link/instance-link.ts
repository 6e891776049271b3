/** How an instance is reached. A link sends each request at most once; what went wrong says whether the model may have seen it. */
import type { Address } from "../lib/address.ts";

/** Headers of a request or an answer beyond those with a name of their own: lower-case name and value, in order. */
export type FurtherHeaders = readonly (readonly [name: string, value: string])[];

/**
 * Tells that the client has left. An AbortSignal is one; a front that serves many requests on one connection may have a lighter one, with
 * room for one listener, since a link listens once for each request and stops listening when it has ended.
 */
export interface Departure {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: DepartureListener): void;
  removeEventListener(type: "abort", listener: DepartureListener): void;
}

export interface DepartureListener {
  handleEvent(): void;
}

/** Header values are Latin-1, as they were on the wire, and undefined when the client sent none: what is absent is not invented. */
export interface LinkRequest {
  readonly contentType: string | undefined;
  readonly accept: string | undefined;
  readonly customAttributes: string | undefined;
  readonly inferenceId: string | undefined;
  /** Only what the container contract lets through. */
  readonly further?: FurtherHeaders;
  readonly body: Buffer;
  /** For the whole answer; it travels to native instances, which do not begin what is too late. */
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  readonly signal: Departure;
}

export interface LinkResponse {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly customAttributes: string | undefined;
  readonly body: Buffer;
}

export interface StreamedResponse extends Omit<LinkResponse, "body"> {
  /**
   * Pieces as they come; the instance is held back while nobody takes them, and stopped when the loop over them is left. Throws a
   * `LinkError` when the answer breaks off.
   */
  readonly body: AsyncIterable<Buffer>;
}

/** Who sends a request. One of these is called, once: not by way of a promise, which costs a router half a microsecond a request. */
export interface Asker {
  /** The whole answer. */
  answered(answer: LinkResponse): void;
  /** With a `LinkError`, unless something of ours is broken. */
  failed(error: unknown): void;
}

export interface InstanceLink {
  /** Sends a request; the asker may be called before it returns. `nowMs` is what the clock says. */
  ask(request: LinkRequest, asker: Asker, nowMs: number): void;
  /** Ends idle connections; requests in flight finish. May be repeated. */
  close(): Promise<void>;
}

/** A link that also gives answers piece by piece. */
export interface StreamingLink extends InstanceLink {
  /** The whole answer. Rejects with a `LinkError`. */
  invoke(request: LinkRequest): Promise<LinkResponse>;
  /** Resolves with the head of the answer. Its time and size are bounded like those of `invoke`. Rejects with a `LinkError`. */
  stream(request: LinkRequest): Promise<StreamedResponse>;
}

export type OpenLink = (address: Address) => InstanceLink;

/**
 * `not-sent`: the instance has not read it, so another may be tried. `timeout`, `broken`: the model may have seen the request.
 * `too-large`: the answer is bigger than allowed. `gone`: the client has left.
 */
export type LinkTrouble = "not-sent" | "timeout" | "broken" | "too-large" | "gone";

export class LinkError extends Error {
  override readonly name = "LinkError";
  readonly trouble: LinkTrouble;

  constructor(trouble: LinkTrouble, cause?: unknown) {
    super(`The instance could not answer: ${trouble}.`, { cause });
    this.trouble = trouble;
  }
}
