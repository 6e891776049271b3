/** One HTTP request and its whole answer. */
import { type IncomingMessage, type RequestOptions, request } from "node:http";
import type { Readable } from "node:stream";

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** Sends `path` (exactly as given, since it is signed) to where `origin` says. A stream goes through without being kept in memory. */
export function exchange(
  origin: RequestOptions,
  path: string,
  { method, headers, body }: { method: string; headers: Readonly<Record<string, string>>; body: Uint8Array | Readable },
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const call = request({ ...origin, path, method, headers: { ...headers } });
    let answered = false;
    call.once("response", (response) => {
      answered = true;
      const pieces: Buffer[] = [];
      response.on("data", (piece: Buffer) => pieces.push(piece));
      response.once("error", reject);
      response.once("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces) }));
    });
    // A server that refuses a body answers first and hangs up then: the answer is what counts.
    call.on("error", (error) => void (answered || reject(error)));
    if (body instanceof Uint8Array) call.end(body);
    else body.once("error", (error) => call.destroy(error)).pipe(call);
  });
}
