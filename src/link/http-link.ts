/** Reaches an instance over HTTP/1.1: users' servers on a loopback port, and those of ours that know no framed link on their Unix socket. */
import { Pool } from "undici";
import type { LocalAddress } from "../lib/address.ts";
import type { Clock } from "../lib/clock.ts";
import { type HttpPorts, StreamedHttpExchange, WholeHttpExchange } from "./http-exchange.ts";
import type { Asker, LinkRequest, StreamingLink } from "./instance-link.ts";
import { UnreadRequests } from "./unread-requests.ts";

/** Our servers never close an idle connection. Users' servers do (gunicorn after 2 s), so theirs are not reused after one second. */
const ownIdleMs = 600_000;
const foreignIdleMs = 1_000;

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
  const ports: HttpPorts = { pool, unread, clock };
  let closed: Promise<void> | undefined;
  const ask = (request: LinkRequest, asker: Asker): void => new WholeHttpExchange(request, ports, asker).begin();
  return {
    ask,
    invoke: (request) => new Promise((answered, failed) => ask(request, { answered, failed })),
    stream: (request) => new Promise((resolve, reject) => new StreamedHttpExchange(request, ports, resolve, reject).begin()),
    close: () => {
      closed ??= pool.close();
      return closed;
    },
  };
}
