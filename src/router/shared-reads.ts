/**
 * Lets accepted connections read into memory that all of them share. For every read Node allocates 64 KiB, cuts that down to what came, and
 * has it collected later, and a stream passes it on: a tenth of all that the router does for an invocation. Node spares connections that it
 * makes itself all this (`onread` of `net.Socket`); one that it accepted gets it by a second socket on its handle.
 */
import { Socket } from "node:net";

/** What Node has and does not document; where it is missing, connections read as ever. */
interface Accepted {
  _handle?: { useUserBuffer?: unknown } | null;
}

/** As much as Node reads at once. */
const shared = Buffer.allocUnsafeSlow(64 * 1024);

/**
 * The socket that takes the place of `accepted`, and of which nothing is read that was not given out; undefined when it has to do. `take` is given memory that is
 * written to again as soon as it returns, and how many bytes of it have come, and says whether it took them: if not, they come as from any
 * stream.
 */
export function sharingReads(accepted: Socket, take: (bytes: Buffer, count: number) => boolean): Socket | undefined {
  const internals = accepted as Accepted;
  const handle = internals._handle;
  if (accepted.constructor !== Socket || typeof handle?.useUserBuffer !== "function") return undefined;
  internals._handle = null;
  const callback = (count: number): boolean => take(shared, count) || socket.push(Buffer.from(shared.subarray(0, count)));
  const { allowHalfOpen } = accepted;
  const socket: Socket = new Socket({ handle: handle as never, allowHalfOpen, onread: { buffer: shared, callback } });
  // The server counts its connections by the sockets that it made.
  return socket.once("close", () => accepted.destroy());
}
