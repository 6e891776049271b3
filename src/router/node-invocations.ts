/** Invocations that `node:http` has read: with bounds on how many one connection may have under way, and on answers that nobody takes. */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { sagemakerRuntimeModel as model } from "../api/gen/sagemaker-runtime.gen.ts";
import { type RefusalLog, refuse } from "../api/refusal.ts";
import type { Clock } from "../lib/clock.ts";
import type { Rng } from "../lib/rng.ts";
import { limits } from "../limits.ts";
import { runtimeErrors } from "./runtime-errors.ts";

export interface NodeInvocationsPorts {
  readonly clock: Clock;
  readonly rng: Rng;
  readonly log: RefusalLog;
}

const sweepMs = 1_000;
const mostSweeps = limits.unreadAnswerMs / sweepMs;

export class NodeInvocations implements Disposable {
  readonly #ports: NodeInvocationsPorts;
  readonly #perConnection = new WeakMap<Socket, number>();
  /** Answers that have not gone out whole, and for how many sweeps their client has been taking them. */
  readonly #answers = new Map<ServerResponse, number>();
  #sweeping: Disposable | undefined;

  constructor(ports: NodeInvocationsPorts) {
    this.#ports = ports;
  }

  /** Lets `answer` have the request, unless its connection has too many already. */
  take(request: IncomingMessage, response: ServerResponse, answer: RequestListener): void {
    const { socket } = request;
    const before = this.#perConnection.get(socket) ?? 0;
    if (before >= limits.invocationsPerConnection) return void this.#refuse(request, response);
    this.#perConnection.set(socket, before + 1);
    this.#answers.set(response, 0);
    response.once("close", () => {
      this.#perConnection.set(socket, this.#perConnection.get(socket)! - 1);
      this.#answers.delete(response);
    });
    this.#sweeping ??= this.#ports.clock.after(sweepMs, () => this.#sweep());
    answer(request, response);
  }

  [Symbol.dispose](): void {
    this.#sweeping?.[Symbol.dispose]();
  }

  #refuse(request: IncomingMessage, response: ServerResponse): void {
    const requestId = this.#ports.rng.uuid();
    const operation = "sagemaker-runtime.InvokeEndpoint";
    const { answer } = refuse(runtimeErrors.connectionFull(limits.invocationsPerConnection), {
      model,
      requestId,
      operation,
      log: this.#ports.log,
    });
    const body = answer.body as Buffer;
    response.writeHead(answer.status, { ...answer.headers, "content-length": body.length }).end(body);
    request.resume();
  }

  /** Ends connections that take an answer for too long, and, when the answers that wait for their clients are too much, the oldest of those. */
  #sweep(): void {
    let unread = 0;
    for (const [response, sweeps] of this.#answers) {
      if (!response.writableEnded) continue;
      this.#answers.set(response, sweeps + 1);
      if (sweeps >= mostSweeps) response.destroy();
      else unread += response.writableLength;
    }
    for (const [response] of this.#answers) {
      if (unread <= limits.unreadAnswerBytes) break;
      if (!response.writableEnded) continue;
      unread -= response.writableLength;
      response.destroy();
    }
    this.#sweeping = this.#answers.size > 0 ? this.#ports.clock.after(sweepMs, () => this.#sweep()) : undefined;
  }
}
