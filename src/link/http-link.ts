/** Reaches an instance over HTTP/1.1: users' servers on a loopback port, and those of ours that know no framed link on their Unix socket. */
import { Pool } from "undici";
import type { LocalAddress } from "../lib/address.ts";
import type { Clock } from "../lib/clock.ts";
import { Pieces } from "../lib/pieces.ts";
import {
  type DepartureListener,
  LinkError,
  type LinkRequest,
  type LinkResponse,
  type StreamedResponse,
  type StreamingLink,
} from "./instance-link.ts";
import { onePieceBytes, UnreadRequests } from "./unread-requests.ts";

/** Our servers never close an idle connection. Users' servers do (gunicorn after 2 s), so theirs are not reused after one second. */
const ownIdleMs = 600_000;
const foreignIdleMs = 1_000;

const attributesHeader = "x-amzn-sagemaker-custom-attributes";

/** Errors of a connection that was never made, besides those of `connect` itself. */
const notSent = new Set(["ECONNABORTED", "UND_ERR_CONNECT_TIMEOUT"]);

export function openHttpLink(address: LocalAddress, clock: Clock): StreamingLink {
  const own = "socket" in address;
  const idleMs = own ? ownIdleMs : foreignIdleMs;
  const connecting = { timeout: 1_000, ...(own && { socketPath: address.socket }) };
  const unread = own ? undefined : new UnreadRequests(address.port, clock);
  const pool = new Pool(own ? "http://instance" : `http://127.0.0.1:${address.port}`, {
    keepAliveTimeout: idleMs,
    keepAliveMaxTimeout: idleMs,
    headersTimeout: 0, // an attempt has one time limit for everything
    bodyTimeout: 0,
    connect: unread?.connector(connecting) ?? connecting,
  });
  const instance = { pool, unread };
  let closed: Promise<void> | undefined;
  return {
    invoke: (request) => invoke(instance, request, clock),
    stream: (request) => stream(instance, request, clock),
    close: () => {
      closed ??= pool.close();
      return closed;
    },
  };
}

interface Instance {
  readonly pool: Pool;
  readonly unread: UnreadRequests | undefined;
}

async function invoke(instance: Instance, request: LinkRequest, clock: Clock): Promise<LinkResponse> {
  using attempt = new Attempt(request, clock);
  const answer = await attempt.begin(instance);
  const pieces = new Pieces();
  for await (const piece of attempt.body(answer)) pieces.push(piece);
  return { ...headOf(answer), body: pieces.whole() };
}

async function stream(instance: Instance, request: LinkRequest, clock: Clock): Promise<StreamedResponse> {
  const attempt = new Attempt(request, clock);
  try {
    const answer = await attempt.begin(instance);
    return { ...headOf(answer), body: attempt.body(answer) };
  } catch (error) {
    attempt[Symbol.dispose]();
    throw error;
  }
}

type Answer = Awaited<ReturnType<Pool["request"]>>;

/** One request: it is stopped when its time is over, its client leaves, or its answer is too large, and knows which it was. */
class Attempt implements DepartureListener, Disposable {
  readonly #request: LinkRequest;
  readonly #stop = new AbortController();
  readonly #deadline: Disposable;
  #trouble: "timeout" | "gone" | "too-large" | undefined;

  constructor(request: LinkRequest, clock: Clock) {
    this.#request = request;
    this.#deadline = clock.after(request.timeoutMs, () => this.#end("timeout"));
    request.signal.addEventListener("abort", this);
  }

  handleEvent(): void {
    this.#end("gone");
  }

  async begin({ pool, unread }: Instance): Promise<Answer> {
    if (this.#request.signal.aborted) throw new LinkError("gone");
    const { body } = this.#request;
    try {
      return await pool.request({
        path: "/invocations",
        method: "POST",
        headers: headersOf(this.#request),
        body,
        signal: this.#stop.signal,
      });
    } catch (error) {
      const named = this.#named(error);
      if (named.trouble !== "broken" || body.length > onePieceBytes) throw named;
      throw (await unread?.unread(error)) ? new LinkError("not-sent", error) : named;
    }
  }

  /** Leaving the loop ends the attempt, which ends the request. */
  async *body(answer: Answer): AsyncGenerator<Buffer, void> {
    let bytes = 0;
    try {
      for await (const piece of answer.body as AsyncIterable<Buffer>) {
        bytes += piece.length;
        if (bytes > this.#request.maxResponseBytes) this.#end("too-large");
        if (this.#trouble) throw new LinkError(this.#trouble);
        yield piece;
      }
    } catch (error) {
      throw this.#named(error);
    } finally {
      this[Symbol.dispose]();
    }
  }

  [Symbol.dispose](): void {
    this.#deadline[Symbol.dispose]();
    this.#request.signal.removeEventListener("abort", this);
  }

  #end(why: "timeout" | "gone" | "too-large"): void {
    this.#trouble ??= why;
    this.#stop.abort();
  }

  #named(error: unknown): LinkError {
    if (error instanceof LinkError) return error;
    if (this.#trouble) return new LinkError(this.#trouble, error);
    const { code = "", syscall } = error as NodeJS.ErrnoException;
    return new LinkError(syscall === "connect" || notSent.has(code) ? "not-sent" : "broken", error);
  }
}

function headOf({ statusCode, headers }: Answer): Omit<LinkResponse, "body"> {
  return { status: statusCode, contentType: single(headers["content-type"]), customAttributes: single(headers[attributesHeader]) };
}

/** Further headers come first, so that none of them stands in for one with a name of its own. */
function headersOf({ further, contentType, accept, customAttributes, inferenceId }: LinkRequest): Record<string, string> {
  const headers: Record<string, string> = further ? Object.fromEntries(further) : {};
  if (contentType !== undefined) headers["content-type"] = contentType;
  if (accept !== undefined) headers.accept = accept;
  if (customAttributes !== undefined) headers[attributesHeader] = customAttributes;
  if (inferenceId !== undefined) headers["x-amzn-sagemaker-inference-id"] = inferenceId;
  return headers;
}

/** A header that came several times means nothing. */
const single = (value: string | string[] | undefined): string | undefined => (typeof value === "string" ? value : undefined);
