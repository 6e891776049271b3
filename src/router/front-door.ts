/** The one port: invocations are answered here, everything else is passed on to the control plane. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { BodyRoom } from "../api/body-room.ts";
import { sagemakerRuntimeModel } from "../api/gen/sagemaker-runtime.gen.ts";
import type { Handlers } from "../api/handlers.ts";
import { type ApiOptions, createApi } from "../api/server.ts";
import { SecureDoor, type TlsIdentity } from "../lib/secure-door.ts";
import { limits } from "../limits.ts";
import type { RouterContext } from "./invocation.ts";
import { invokeEndpoint } from "./invoke-endpoint.ts";
import { NodeInvocations } from "./node-invocations.ts";
import { passThrough } from "./pass-through.ts";
import { StrictInvocations } from "./strict-invocations.ts";
import { StrictLane } from "./strict-lane.ts";

export interface FrontDoorOptions extends RouterContext, Omit<ApiOptions, "services" | "handlers" | "stopwatch"> {
  /** Control's socket. */
  readonly controlSocket: string;
  /** Whether this router works from control's latest table. */
  ready(): boolean;
  /** Speaks HTTPS, and nothing else, with this certificate; HTTP without. */
  readonly tls?: TlsIdentity | undefined;
}

export interface FrontDoor extends Disposable {
  /** It does not listen yet. */
  readonly server: Server;
  /** Has the certificate, when there is one. */
  readonly secure: SecureDoor | undefined;
  /** Takes no more connections, and ends those there are as soon as they await no answer. The server closes with the last of them. */
  close(): void;
}

/** The one port: connections begin in the strict lane, and what is not for it is read by `node:http`. */
export function createFrontDoor(options: FrontDoorOptions): FrontDoor {
  const bodyRoom = options.bodyRoom ?? new BodyRoom(limits.heldBodyBytes);
  const api = createApi({
    ...options,
    bodyRoom,
    services: [sagemakerRuntimeModel],
    handlers: routerHandlers(options),
  });
  const invocations = new NodeInvocations(options);
  const onward = passThrough({ socket: options.controlSocket, clock: options.clock });
  const unanswered = new Set<ServerResponse>();
  const server: Server = createServer(
    { maxHeaderSize: limits.headerBytes, headersTimeout: limits.requestHeadMs, requestTimeout: 0, keepAliveTimeout: limits.requestIdleMs },
    (request, response) => {
      if (!server.listening) response.shouldKeepAlive = false;
      unanswered.add(response);
      response.once("close", () => unanswered.delete(response));
      if (isInvocation(request)) invocations.take(request, response, api.request);
      else if (isScrape(request)) {
        request.url = metricsPath;
        onward(request, response);
      } else if (request.url === readyPath) answerReady(response, options.ready());
      else if (request.url?.startsWith(ownPaths)) answerText(response, 404, `There is ${readyPath}, and metrics are at /metrics.\n`);
      else onward(request, response);
    },
  );
  server.on("checkContinue", (request: IncomingMessage, response: ServerResponse) => {
    if (isInvocation(request)) invocations.take(request, response, api.checkContinue);
    else onward(request, response);
  });
  server.timeout = limits.requestIdleMs;
  server.maxConnections = limits.clientConnections;
  const lane = new StrictLane(server, new StrictInvocations({ ...options, bodyRoom }).take, options.clock, bodyRoom);
  const secure = options.tls && secureDoor(server, options.tls);
  return {
    server,
    secure,
    close: () => {
      server.close();
      for (const response of unanswered) response.shouldKeepAlive = false;
      lane.close();
    },
    [Symbol.dispose]: () => {
      lane[Symbol.dispose]();
      invocations[Symbol.dispose]();
      server.closeAllConnections();
      secure?.[Symbol.dispose]();
    },
  };
}

/** The same door and lanes, behind TLS. */
export function secureDoor(server: Server, identity: TlsIdentity): SecureDoor {
  const { handshakeMs, lingerMs } = limits;
  return new SecureDoor(server, { identity, minVersion: "TLSv1.2", protocols: ["http/1.1"], handshakeMs, lingerMs, refusal: plainRefusal });
}

/** What a client reads that speaks HTTP where HTTPS is spoken: AWS clients show the sentence as the error of their call. */
const plainBody = JSON.stringify({ __type: "HttpsRequired", message: "HTTPS is spoken here: write https:// instead of http://." });
const plainRefusal = [
  "HTTP/1.1 400 Bad Request",
  "Connection: close",
  "Content-Type: application/x-amz-json-1.1",
  `Content-Length: ${plainBody.length}`,
  "",
  plainBody,
].join("\r\n");

/** The operations that routers answer themselves. */
export function routerHandlers(ctx: RouterContext): Handlers {
  return { "sagemaker-runtime.InvokeEndpoint": (call) => invokeEndpoint(ctx, call) };
}

/** No bucket can be called `-`, so these paths are nobody else's. Control's pages there ask for no signature, so nobody is passed on to them. */
const ownPaths = "/-/";
const readyPath = `${ownPaths}ready`;
/** Where control has the page of `/metrics`. */
const metricsPath = `${ownPaths}metrics`;

/**
 * Prometheus signs nothing, so it is let in by where it is: on this machine. A signed request for `/metrics`, by header or by query, is
 * for a bucket of that name.
 */
function isScrape({ method, url, headers, socket }: IncomingMessage): boolean {
  if (url !== "/metrics" || method !== "GET" || headers.authorization !== undefined) return false;
  const from = socket.remoteAddress ?? "";
  return from === "::1" || from.startsWith("127.") || from.startsWith("::ffff:127.");
}

/** By path, unless the signature says that the path is a bucket of that name. */
function isInvocation(request: IncomingMessage): boolean {
  if (!request.url?.startsWith("/endpoints/")) return false;
  return !request.headers.authorization?.includes("/s3/aws4_request") && !request.url.includes("%2Fs3%2Faws4_request");
}

function answerReady(response: ServerResponse, ready: boolean): void {
  if (ready) answerText(response, 200, "ready\n");
  else answerText(response, 503, "starting\n");
}

function answerText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain", "content-length": text.length });
  response.end(text);
}
