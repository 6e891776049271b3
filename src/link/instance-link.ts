/** How an instance is reached. A link sends each request at most once; what went wrong says whether the model may have seen it. */
import type { Address } from "../lib/address.ts";

export interface LinkRequest {
  /** Lower-case header names; only what the container contract lets through. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  /** Aborted when the client has gone. */
  readonly signal: AbortSignal;
}

export interface LinkResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface InstanceLink {
  invoke(request: LinkRequest): Promise<LinkResponse>;
  /** Ends idle connections; requests in flight finish. May be repeated. */
  close(): Promise<void>;
}

export type OpenLink = (address: Address) => InstanceLink;

/**
 * `not-sent`: no byte has reached the instance, so another may be tried. `timeout`, `broken`: the model may have seen the request.
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
