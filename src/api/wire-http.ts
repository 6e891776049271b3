/** Between node:http and the wire's own vocabulary: requests in, answers out, and what is left of a body nobody wants. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Clock } from "../lib/clock.ts";
import { limits } from "../limits.ts";
import { setKey } from "./scalars.ts";
import type { WireRequest, WireResponse } from "./wire.ts";

/** The request without its body. */
export function wireRequest(incoming: IncomingMessage): WireRequest {
  const url = (incoming.url ?? "/").replace(/^https?:\/\/[^/?#]*/i, "");
  const mark = url.indexOf("?");
  const path = mark < 0 ? url : url.slice(0, mark);
  const headers: Record<string, string> = {};
  const raw = incoming.rawHeaders;
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at]!.toLowerCase();
    setKey(headers, name, Object.hasOwn(headers, name) ? `${headers[name]},${raw[at + 1]}` : raw[at + 1]!);
  }
  return {
    method: incoming.method ?? "GET",
    path: path.startsWith("/") ? path : `/${path}`,
    query: mark < 0 ? "" : url.slice(mark + 1),
    headers,
  };
}

/** Sends an answer; resolves when it has been handed to the network, rejects when its stream breaks. */
export async function send(incoming: IncomingMessage, response: ServerResponse, answer: WireResponse): Promise<void> {
  const bodyless = incoming.method === "HEAD" || answer.status === 204 || answer.status === 304;
  const headers = { ...answer.headers };
  if (answer.body instanceof Readable) {
    if (response.destroyed || bodyless) answer.body.destroy();
    response.writeHead(answer.status, headers);
    if (bodyless) response.end();
    else await pipeline(answer.body, response);
    return;
  }
  if (bodyless && (answer.status === 204 || answer.status >= 300)) {
    for (const name of ["content-type", "content-length"]) delete headers[name];
  } else if (!bodyless) headers["content-length"] = String(answer.body.length);
  response.writeHead(answer.status, headers);
  response.end(bodyless ? undefined : answer.body);
}

/** Reads a body with `read`. A connection on which it does not end in time is ended, in the words of `node:http` for a head that does not. */
export async function readInTime<Result>(incoming: IncomingMessage, clock: Clock, read: () => Promise<Result>): Promise<Result> {
  const { socket } = incoming;
  using _late = clock.after(limits.requestBodyMs, () => {
    if (!incoming.complete) socket.end(lateAnswer, () => socket.destroy());
  });
  return await read();
}

/** What a client reads whose request did not come in time, by `node:http` as well. */
export const lateAnswer = "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n";

/**
 * Reads on for a while what is left of a refused request: a connection closed with bytes unread is reset, and the client would never
 * see why it was refused.
 */
export function discardRest(incoming: IncomingMessage): Promise<void> {
  if (incoming.destroyed) return Promise.resolve();
  let left: number = limits.refusedBodyBytes;
  return new Promise<void>((resolve) => {
    incoming.on("data", (part: Buffer) => {
      left -= part.length;
      if (left < 0) resolve();
    });
    for (const event of ["end", "close", "error"]) incoming.on(event, () => resolve());
    incoming.resume();
  });
}
