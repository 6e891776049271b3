/** Reaches an instance over HTTP/1.1: a Unix socket for our own model servers, a loopback port for a user's. */
import { Pool } from "undici";
import type { Address } from "../lib/address.ts";
import type { Clock } from "../lib/clock.ts";
import { type InstanceLink, LinkError, type LinkRequest, type LinkResponse } from "./instance-link.ts";

/** Our servers never close an idle connection. Users' servers do (gunicorn after 2 s), so theirs are not reused after one second. */
const ownIdleMs = 600_000;
const foreignIdleMs = 1_000;

const attributesHeader = "x-amzn-sagemaker-custom-attributes";

/** Errors of a connection that was never made. */
const notSent = new Set(["ECONNREFUSED", "ENOENT", "ECONNABORTED", "EAGAIN", "UND_ERR_CONNECT_TIMEOUT"]);

export function openHttpLink(address: Address, clock: Clock): InstanceLink {
  const own = "socket" in address;
  const idleMs = own ? ownIdleMs : foreignIdleMs;
  const pool = new Pool(own ? "http://instance" : `http://127.0.0.1:${address.port}`, {
    ...(own ? { socketPath: address.socket } : {}),
    keepAliveTimeout: idleMs,
    keepAliveMaxTimeout: idleMs,
    headersTimeout: 0, // `invoke` has one time limit for everything
    bodyTimeout: 0,
    connect: { timeout: 1_000 },
  });
  let closed: Promise<void> | undefined;
  return {
    invoke: (request) => invoke(pool, request, clock),
    close: () => {
      closed ??= pool.close();
      return closed;
    },
  };
}

async function invoke(pool: Pool, request: LinkRequest, clock: Clock): Promise<LinkResponse> {
  const stop = new AbortController();
  let trouble: "timeout" | "gone" | "too-large" | undefined;
  const end = (why: typeof trouble): void => {
    trouble ??= why;
    stop.abort();
  };
  const leaving = { handleEvent: () => end("gone") };
  using _deadline = clock.after(request.timeoutMs, () => end("timeout"));
  if (request.signal.aborted) throw new LinkError("gone");
  request.signal.addEventListener("abort", leaving);
  try {
    const { body } = request;
    const answer = await pool.request({ path: "/invocations", method: "POST", headers: headersOf(request), body, signal: stop.signal });
    const pieces: Buffer[] = [];
    let bytes = 0;
    for await (const piece of answer.body as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > request.maxResponseBytes) {
        end("too-large");
        throw new LinkError("too-large");
      }
      pieces.push(piece);
    }
    return {
      status: answer.statusCode,
      contentType: single(answer.headers["content-type"]),
      customAttributes: single(answer.headers[attributesHeader]),
      body: pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces),
    };
  } catch (error) {
    if (error instanceof LinkError) throw error;
    if (trouble) throw new LinkError(trouble, error);
    throw new LinkError(notSent.has((error as NodeJS.ErrnoException).code ?? "") ? "not-sent" : "broken", error);
  } finally {
    request.signal.removeEventListener("abort", leaving);
  }
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
