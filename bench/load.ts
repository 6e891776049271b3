/**
 * A closed-loop load generator: some connections, each with one request under way, written and read as bytes, because it shares the
 * machine's cores with what it measures. Signatures are made before, so their cost to a client is not in the figures.
 */
import { connect, type NetConnectOpts, type Socket } from "node:net";

export interface Load {
  readonly address: NetConnectOpts;
  /** Whole requests, sent in turn; a function makes them anew every few minutes, since signatures grow old. */
  readonly requests: readonly Buffer[] | (() => readonly Buffer[]);
  readonly connections: number;
  readonly ms: number;
  /** Rest between an answer and the next request of a connection. */
  readonly pauseMs?: number;
  /** Requests due per second over all connections; latency then counts from the time each was due. Absent = as fast as answers come. */
  readonly perSecond?: number;
  /** Ends it before `ms` are over. */
  readonly signal?: AbortSignal;
  /** Called for each request that fails, with the times when it was sent and when that was known, by `performance.now()`. */
  readonly onFailure?: (sentMs: number, endedMs: number, what: string) => void;
}

export interface LoadResult {
  readonly ok: number;
  readonly failed: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly slowestMs: number;
}

const renewMs = 300_000;

/** Runs the load. A request fails when it is answered other than 200, or not at all. */
export async function runLoad(load: Load): Promise<LoadResult> {
  const latencies: number[] = [];
  let failed = 0;
  let next = 0;
  const started = performance.now();
  const fresh = typeof load.requests === "function" ? load.requests : undefined;
  let requests = fresh ? fresh() : (load.requests as readonly Buffer[]);
  let madeAt = started;
  const over = (): boolean => load.signal?.aborted === true || performance.now() - started >= load.ms;
  const worker = async (): Promise<void> => {
    let connection: Connection | undefined;
    while (!over()) {
      if (fresh && performance.now() - madeAt > renewMs) {
        madeAt = performance.now();
        requests = fresh();
      }
      const nth = next++;
      const request = requests[nth % requests.length]!;
      const due = load.perSecond ? started + (nth * 1000) / load.perSecond : performance.now();
      const early = due - performance.now();
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      const begunMs = performance.now();
      const sent = load.perSecond ? due : begunMs;
      const fail = (what: string): void => {
        failed++;
        load.onFailure?.(begunMs, performance.now(), what);
      };
      try {
        connection ??= await Connection.open(load.address);
        const { status, closes, body } = await connection.exchange(request);
        if (status === 200) latencies.push(performance.now() - sent);
        else fail(`${status} ${body.toString("utf8", 0, 200)}`);
        if (closes) connection = connection.close();
      } catch (error) {
        fail(String(error));
        connection = connection?.close();
      }
      if (load.pauseMs) await new Promise((resolve) => setTimeout(resolve, load.pauseMs));
    }
    connection?.close();
  };
  await Promise.all(Array.from({ length: load.connections }, worker));
  const seconds = (performance.now() - started) / 1000;
  const sorted = Float64Array.from(latencies).sort();
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { ok: sorted.length, failed, perSecond: sorted.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99), slowestMs: at(1) };
}

/** Sends one request on a connection of its own and gives status, headers and body. */
export async function exchangeOnce(address: NetConnectOpts, request: Buffer): Promise<Answer> {
  const connection = await Connection.open(address);
  try {
    return await connection.exchange(request);
  } finally {
    connection.close();
  }
}

/** The bytes of a POST. */
export function postBytes(path: string, headers: Readonly<Record<string, string>>, body: Buffer): Buffer {
  const lines = Object.entries({ ...headers, "content-length": String(body.length) }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join("")}\r\n`, "latin1"), body]);
}

interface Answer {
  readonly status: number;
  readonly head: string;
  readonly body: Buffer;
  /** The server closes the connection after this answer. */
  readonly closes: boolean;
}

class Connection {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay();
    socket.on("data", (piece) => {
      this.#received = this.#received.length === 0 ? piece : Buffer.concat([this.#received, piece]);
      this.#read();
    });
    socket.on("error", (error) => this.#waiting?.reject(error));
    socket.on("close", () => this.#waiting?.reject(new Error("The connection was closed before the answer was complete.")));
  }

  static open(address: NetConnectOpts): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect(address);
      socket.once("error", reject);
      socket.once("connect", () => {
        socket.off("error", reject);
        resolve(new Connection(socket));
      });
    });
  }

  exchange(request: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      if (this.#socket.destroyed) reject(new Error("The connection is closed."));
      else this.#socket.write(request);
    });
  }

  close(): undefined {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  #read(): void {
    const headEnd = this.#received.indexOf("\r\n\r\n");
    if (headEnd < 0 || !this.#waiting) return;
    const head = this.#received.toString("latin1", 0, headEnd);
    const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
    const end = headEnd + 4 + length;
    if (this.#received.length < end) return;
    const answer = {
      status: Number(head.slice(9, 12)),
      head,
      body: this.#received.subarray(headEnd + 4, end),
      closes: /^connection: *close/im.test(head),
    };
    this.#received = this.#received.subarray(end);
    const { resolve } = this.#waiting;
    this.#waiting = undefined;
    resolve(answer);
  }
}
