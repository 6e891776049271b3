/** Reaches a server that is known by its certificate itself, as one's own is: neither who signed it matters, nor its names or dates. */
import { X509Certificate } from "node:crypto";
import type { Duplex } from "node:stream";
import { connect } from "node:tls";

export interface PinnedServer {
  readonly host: string;
  readonly port: number;
  /** The name it is asked for by, for servers with several. */
  readonly name: string;
  /** PEM; the first certificate counts. */
  readonly cert: string;
  readonly timeoutMs: number;
}

/** The server showed another certificate. */
export class UnknownServerError extends Error {
  override readonly name = "UnknownServerError";
}

/** Calls `connected` once, with a socket on which nothing has been sent yet, or with what is in the way. */
export function connectPinned(server: PinnedServer, connected: (error: Error | null, socket: Duplex) => void): void {
  const { host, port, name, cert, timeoutMs } = server;
  const known = new X509Certificate(cert).fingerprint256;
  const servername = /[a-z]/i.test(name) && !name.includes(":") ? name : "";
  const socket = connect({ host, port, servername, rejectUnauthorized: false, ALPNProtocols: ["http/1.1"] }); // judged by us, right below
  const failed = (error: Error): void => {
    socket.destroy();
    connected(error, socket);
  };
  const late = (): void => void socket.destroy(new Error(`${host}:${port} did not answer in time.`));
  socket.setTimeout(timeoutMs, late);
  socket.once("error", failed);
  socket.once("secureConnect", () => {
    socket.off("error", failed).setTimeout(0, late);
    if (socket.getPeerX509Certificate()?.fingerprint256 === known) return connected(null, socket);
    socket.on("error", () => undefined);
    failed(new UnknownServerError(`${host}:${port} shows another certificate.`));
  });
}
