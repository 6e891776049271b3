/**
 * Lets connections read into memory that all of them share. For every read Node allocates 64 KiB, cuts that down to what came, and has it
 * collected later by another thread. Node spares connections all this that are made with `onread`; one that it accepted gets it by a second
 * socket on its handle.
 */
import { connect, Socket } from "node:net";

/** What Node has and does not document; where it is missing, connections read as ever. */
interface Accepted {
  _handle?: { useUserBuffer?: unknown } | null;
}

/** As much as Node reads at once. */
const shared = Buffer.allocUnsafeSlow(64 * 1024);

type Take = (bytes: Buffer, count: number) => boolean;
const takeNothing: Take = () => false;

/** A connection to a socket of this machine. */
export function connectSharingReads(path: string): Socket {
  const onread = { buffer: shared, callback: (count: number) => pushCopy(socket, count) };
  const socket: Socket = connect({ path, onread });
  return socket;
}

/**
 * The socket that takes the place of `accepted`, and of which nothing is read that was not given out; undefined when it has to do. `take` is
 * given memory that is written to again as soon as it returns, and how many bytes of it have come, and says whether it took them: if not, they
 * come as from any stream.
 */
export function sharingReads(accepted: Socket, take = takeNothing): Socket | undefined {
  const internals = accepted as Accepted;
  const handle = internals._handle;
  if (accepted.constructor !== Socket || typeof handle?.useUserBuffer !== "function") return undefined;
  internals._handle = null;
  const callback = (count: number): boolean => take(shared, count) || pushCopy(socket, count);
  const { allowHalfOpen } = accepted;
  const socket: Socket = new Socket({ handle: handle as never, allowHalfOpen, onread: { buffer: shared, callback } });
  // The server counts its connections by the sockets that it made.
  return socket.once("close", () => accepted.destroy());
}

function pushCopy(socket: Socket, count: number): boolean {
  const bytes = Buffer.allocUnsafe(count);
  shared.copy(bytes, 0, 0, count);
  return socket.push(bytes);
}
