/** Stands before the connections of a server and makes them secure: whoever reads them there reads what TLS has opened. */
import type { Server, Socket } from "node:net";
import { createServer, type SecureVersion, type TLSSocket, type Server as TlsServer } from "node:tls";

/** Who a side is: a certificate with those that vouch for it, and its private key, in PEM. */
export interface TlsIdentity {
  readonly cert: string;
  readonly key: string;
}

export interface SecureDoorOptions {
  readonly identity: TlsIdentity;
  readonly minVersion: SecureVersion;
  /** For ALPN; none: clients choose none. */
  readonly protocols?: readonly string[];
  /** Time for the first byte, and for the handshake from then on: what comes in between prolongs neither. */
  readonly handshakeMs: number;
  /** How long a client that was refused may take to hang up. */
  readonly lingerMs: number;
  /** Lets in only who shows a certificate of this authority (PEM), and of which this is true. */
  readonly peers?: { readonly ca: string; admits(socket: TLSSocket): boolean };
  /** What a client is told that does not begin with a handshake. */
  readonly refusal?: string;
}

/** How TLS begins: a record of the handshake. */
const handshakeByte = 0x16;

/** Connections count as the server's own from their first byte on, so its bound on them holds for handshakes too. */
export class SecureDoor implements Disposable {
  readonly #options: SecureDoorOptions;
  readonly #tls: TlsServer;
  /** The connections beneath, secure or not yet. */
  readonly #sockets = new Set<Socket>();

  /** Takes the place of those who listen for connections of `server` so far; they get the secure ones. */
  constructor(server: Server, options: SecureDoorOptions) {
    this.#options = options;
    const { identity, minVersion, protocols, handshakeMs, peers } = options;
    const inside = server.listeners("connection") as ((socket: Socket) => void)[];
    const secured = (socket: TLSSocket): void => {
      if (peers && !peers.admits(socket)) return void socket.destroy();
      for (const listener of inside) listener.call(server, socket);
    };
    this.#tls = createServer(
      {
        cert: identity.cert,
        key: identity.key,
        minVersion,
        handshakeTimeout: handshakeMs,
        allowHalfOpen: true,
        ...(protocols && { ALPNProtocols: [...protocols] }),
        ...(peers && { ca: peers.ca, requestCert: true, rejectUnauthorized: true }),
      },
      secured,
    );
    this.#tls.on("tlsClientError", (_, socket) => void socket.destroy()); // nobody else does, not even when the time is over
    server.removeAllListeners("connection");
    server.on("connection", (socket) => this.#accept(socket));
  }

  /** From now on connections begin with this identity; those there are go on with theirs. Throws when it is none. */
  renew({ cert, key }: TlsIdentity): void {
    const { minVersion, peers } = this.#options;
    this.#tls.setSecureContext({ cert, key, minVersion, ...(peers && { ca: peers.ca }) });
  }

  /** Ends all connections, secure or not. */
  [Symbol.dispose](): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #accept(socket: Socket): void {
    const end = (): void => void socket.destroy();
    this.#sockets.add(socket);
    socket.on("error", end).once("close", () => this.#sockets.delete(socket));
    socket.setTimeout(this.#options.handshakeMs, end).once("end", end);
    socket.once("data", (first) => {
      socket.pause().setTimeout(0, end).off("end", end);
      if (first[0] !== handshakeByte) return this.#refuse(socket);
      socket.unshift(first);
      this.#tls.emit("connection", socket);
    });
  }

  /** What still comes is read and dropped: a socket that is closed with bytes unread resets the connection, and the answer with it. */
  #refuse(socket: Socket): void {
    const end = (): void => void socket.destroy();
    socket.end(this.#options.refusal ?? "");
    socket.once("end", end).setTimeout(this.#options.lingerMs, end).resume();
  }
}
