/**
 * Messages between our own processes: one JSON value a line over a Unix socket, both ways. A line has a bound; a side that sends more,
 * or that does not read, is cut off and may connect again.
 */

import { chmodSync, rmSync } from "node:fs";
import { createServer, connect as dial, type Server, type Socket } from "node:net";
import type { Clock } from "./clock.ts";

const maxLineBytes = 64 * 1024 * 1024;

/** One side of a connection. */
export interface Peer<Send> {
  send(message: Send): void;
  close(): void;
}

export interface PeerEvents<Receive> {
  message(message: Receive): void;
  closed(): void;
}

function attach<Send, Receive>(socket: Socket, events: (peer: Peer<Send>) => PeerEvents<Receive>): void {
  const peer: Peer<Send> = {
    send: (message) => {
      if (socket.writableLength > maxLineBytes) socket.destroy();
      else if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
    },
    close: () => void socket.destroy(),
  };
  const on = events(peer);
  let pieces: string[] = [];
  let waiting = 0;
  socket.setEncoding("utf8");
  socket.on("data", (text: string) => {
    let from = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", from)) {
      pieces.push(text.slice(from, end));
      from = end + 1;
      const line = pieces.join("");
      pieces = [];
      waiting = 0;
      on.message(JSON.parse(line) as Receive);
    }
    if (from < text.length) pieces.push(text.slice(from));
    waiting += text.length - from;
    if (waiting > maxLineBytes) socket.destroy();
  });
  socket.on("error", () => undefined); // "close" follows and says all that matters
  socket.on("close", () => on.closed());
}

/** Listens at `path` (mode 0600, an old socket file is replaced); `accept` is called for every connection. */
export async function listenChannel<Send, Receive>(
  path: string,
  accept: (peer: Peer<Send>) => PeerEvents<Receive>,
): Promise<AsyncDisposable> {
  rmSync(path, { force: true });
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    attach(socket, accept);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, resolve);
  });
  chmodSync(path, 0o600);
  return {
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface KeptConnection extends Disposable {
  /** Whether nobody was there at the last attempt. */
  readonly refused: boolean;
}

/** Keeps a connection to `path` for as long as it is not disposed: connects, and connects again 100 ms after it was lost. */
export function keepConnected<Send, Receive>(
  path: string,
  clock: Clock,
  connected: (peer: Peer<Send>) => PeerEvents<Receive>,
): KeptConnection {
  let over = false;
  let refused = false;
  let socket: Socket | undefined;
  const open = (): void => {
    if (over) return;
    const attempt = dial(path);
    socket = attempt;
    let wasOpen = false;
    attempt.once("connect", () => {
      wasOpen = true;
      refused = false;
      attach<Send, Receive>(attempt, connected);
    });
    attempt.on("error", () => {
      if (wasOpen) return;
      refused = true;
      attempt.destroy();
    });
    attempt.once("close", () => {
      if (!over) clock.after(100, open);
    });
  };
  open();
  return {
    get refused() {
      return refused;
    },
    [Symbol.dispose]: () => {
      over = true;
      socket?.destroy();
    },
  };
}
