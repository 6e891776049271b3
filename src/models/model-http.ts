/**
 * What a loaded model listens with: HTTP (`GET /ping`, `GET /execution-parameters`, `POST /invocations`) as the container contract has it,
 * and beside it, told apart by the first byte of a connection, the framed link. Only the router and the agent connect.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { availableParallelism } from "node:os";
import { limits } from "../limits.ts";
import { LinkServer } from "../link/link-server.ts";
import type { BatchSettings } from "./batching.ts";
import type { InvocationRequest, InvocationResponse, ModelServer } from "./contract.ts";
import { answerOf, problem, tooLarge } from "./model-answer.ts";
import { serveLink } from "./model-link.ts";

export interface ModelHttp {
  readonly server: Server;
  /** Stops accepting and resolves when the requests in flight have been answered. */
  drain(): Promise<void>;
}

/**
 * Wraps a loaded model. The caller chooses where `server` listens; `log` receives a line for each mistake of ours. Requests over the link are
 * evaluated together when `batching` says how; a model that cannot do it is a `ModelLoadError`.
 */
export function serveModel(model: ModelServer, log: (line: string) => void, batching?: BatchSettings): ModelHttp {
  let draining = false;
  // No timeout of any kind: an idle connection closed by us could meet a request of the router half way, and that request would be lost.
  const server = createServer({ keepAliveTimeout: 0, headersTimeout: 0, requestTimeout: 0 }, (request, response) => {
    response.sendDate = false;
    const path = pathOf(request);
    if (path === "/invocations" && request.method === "POST") void invocation(request, response);
    else if (path === "/ping" && request.method === "GET") send(response, { status: 200, body: "" }, draining);
    else if (path === "/execution-parameters" && request.method === "GET") send(response, executionParameters, draining);
    else send(response, notServed(path, request.method), draining);
  });

  async function invocation(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    if (body === "gone") return;
    if (body === "too large") return send(response, tooLarge(), true);
    send(response, await answerOf(model, invocationRequest(request, body), log), draining);
  }

  const overHttp = server.listeners("connection") as ((socket: Socket) => void)[];
  const link = serveLink(model, log, batching);
  server.removeAllListeners("connection");
  server.on("connection", (socket) => {
    socket.once("data", (first) => {
      if (LinkServer.isGreeting(first[0])) return link.accept(socket, first);
      socket.unshift(first);
      for (const listener of overHttp) listener.call(server, socket);
    });
  });

  const drain = (): Promise<void> => {
    draining = true;
    link.away();
    return new Promise((resolve) => void server.close(() => resolve()));
  };
  return { server, drain };
}

/** What a batch transform job asks before it begins ("Use your own inference code with batch transform"), as the algorithms' containers say it. */
const executionParameters: InvocationResponse = {
  status: 200,
  contentType: "application/json",
  body: JSON.stringify({ MaxConcurrentTransforms: availableParallelism(), BatchStrategy: "MULTI_RECORD", MaxPayloadInMB: 6 }),
};

function pathOf(request: IncomingMessage): string {
  const url = request.url ?? "/";
  const query = url.indexOf("?");
  return query === -1 ? url : url.slice(0, query);
}

function invocationRequest(request: IncomingMessage, body: Buffer): InvocationRequest {
  const attributes = request.headers["x-amzn-sagemaker-custom-attributes"];
  return {
    contentType: request.headers["content-type"],
    accept: request.headers.accept,
    customAttributes: Array.isArray(attributes) ? attributes.join(", ") : attributes,
    body,
  };
}

/** The whole body; "too large" as soon as that is certain (the rest is read and dropped); "gone" when the client left first. */
function readBody(request: IncomingMessage): Promise<Buffer | "too large" | "gone"> {
  if (Number(request.headers["content-length"] ?? 0) > limits.invocationBodyBytes) {
    request.resume();
    return Promise.resolve("too large");
  }
  return new Promise((resolve) => {
    let chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= limits.invocationBodyBytes) return void chunks.push(chunk);
      chunks = [];
      resolve("too large");
    });
    request.on("end", () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.on("close", () => resolve("gone"));
    request.on("error", () => resolve("gone"));
  });
}

function send(response: ServerResponse, answer: InvocationResponse, thenClose: boolean): void {
  const headers: Record<string, string | number> = {};
  if (thenClose) headers.Connection = "close";
  if (answer.contentType !== undefined) headers["Content-Type"] = answer.contentType;
  if (answer.status !== 204 && answer.status !== 304) headers["Content-Length"] = Buffer.byteLength(answer.body);
  response.writeHead(answer.status, headers).end(answer.body);
}

function notServed(path: string, method: string | undefined): InvocationResponse {
  if (path === "/ping" || path === "/invocations" || path === "/execution-parameters")
    return problem(405, `${path} does not take ${method}.`);
  return problem(404, `There is no ${path} here: a model server answers /ping and /invocations.`);
}
