/** How processes of this machine reach the server of a data folder. */
import { readFileSync } from "node:fs";
import type { RequestOptions } from "node:http";
import { connectPinned } from "../lib/pinned-connection.ts";
import { limits } from "../limits.ts";
import type { ServerRecord } from "./settings.ts";

/**
 * Options for `request` of `node:http`. A server with HTTPS is reached at its address and known by the certificate in its file, so that it
 * is found whatever the names, the dates and the signature of that are.
 */
export function connectionTo({ url, tls }: Pick<ServerRecord, "url" | "tls">): RequestOptions {
  const { hostname, port: digits } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  const port = Number(digits || (tls ? 443 : 80)); // a URL leaves out the port that is usual
  if (!tls) return { host, port };
  return {
    host,
    port,
    createConnection: (_, connected) => {
      const cert = readFileSync(tls.certFile, "utf8");
      connectPinned({ host: tls.address, port, name: host, cert, timeoutMs: limits.handshakeMs }, connected);
      return undefined;
    },
  };
}
