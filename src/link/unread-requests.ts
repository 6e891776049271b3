/**
 * Tells of a request that got no answer whether its instance can have read it, so that one sent to a process that was dead already, or died
 * with the request still in its socket, may go to another instance. The evidence is TCP's, on the loopback interface of Linux:
 *
 * - Whoever closes a socket says so (FIN), and answers what arrives afterwards with a reset. A connection that ended, and on which a write
 *   then fails with EPIPE, has had such a reset: what we sent came to nobody.
 * - A process that ends with bytes unread in a socket resets the connection instead of ending it; had it read all of them, the connection
 *   would have ended. But a program can also ask for a reset (SO_LINGER), so this counts only once nobody listens there any more.
 *
 * Both hold for a request that went out in one piece.
 */
import { connect, type Socket } from "node:net";
import { buildConnector } from "undici";
import type { Clock } from "../lib/clock.ts";

/** A request with a body up to this size is one write and, headers included, one segment of the loopback interface: those hold 64 KiB. */
export const onePieceBytes = 16 * 1024;

/** A process that is killed closes its sockets within this time of one another. */
const endingMs = 50;

const nothing = Buffer.alloc(0);

export class UnreadRequests {
  readonly #port: number;
  readonly #clock: Clock;
  readonly #refused = new WeakSet<Error>();
  readonly #reset = new WeakSet<Error>();

  constructor(port: number, clock: Clock) {
    this.#port = port;
    this.#clock = clock;
  }

  /** A connector for undici whose connections tell how they end. */
  connector(options: buildConnector.BuildOptions): buildConnector.connector {
    const open = buildConnector(options);
    return (target, callback) =>
      open(target, (...[error, socket]) => {
        if (error) return callback(error, null);
        this.#watch(socket);
        callback(null, socket);
      });
  }

  /** Whether the request that failed with `error`, sent in one piece, was certainly not read by the instance. */
  async unread(error: unknown): Promise<boolean> {
    if (!(error instanceof Error)) return false;
    return this.#refused.has(error) || (this.#reset.has(error) && (await nobodyListens(this.#port, this.#clock)));
  }

  /** Before undici sees it: its own listener ends the connection with an error, which this one recognises. */
  #watch(socket: Socket): void {
    let refused = false;
    socket.on("end", () => {
      // A write of nothing sends nothing, and fails when the connection has been reset.
      socket.write(nothing, (error) => {
        refused = (error as NodeJS.ErrnoException | null | undefined)?.code === "EPIPE";
      });
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (refused || error.syscall === "write")
        this.#refused.add(error); // a write that fails has sent nothing
      else if (error.code === "ECONNRESET") this.#reset.add(error);
    });
  }
}

/** Whether a connection to the port is refused; one that is reset soon waited in the queue of a process that was just ending. */
function nobodyListens(port: number, clock: Clock): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    let patience: Disposable | undefined;
    const settle = (nobody: boolean): void => {
      patience?.[Symbol.dispose]();
      socket.destroy();
      resolve(nobody);
    };
    socket.once("connect", () => {
      patience = clock.after(endingMs, () => settle(false));
    });
    socket.once("error", ({ code }: NodeJS.ErrnoException) => settle(code === "ECONNREFUSED" || code === "ECONNRESET"));
  });
}
