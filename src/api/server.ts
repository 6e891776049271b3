/** All services on one port: who calls, what for, is it well-formed, the handler, the answer. */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { createServer, type Server } from "node:http";
import type { Clock, Stopwatch } from "../lib/clock.ts";
import type { Rng } from "../lib/rng.ts";
import { limits } from "../limits.ts";
import { admit } from "./admission.ts";
import { type BodyRoom, TakenRoom } from "./body-room.ts";
import { operationOf, type Target } from "./codec.ts";
import { type Destination, Dispatch } from "./dispatch.ts";
import type { Call, Handler, Handlers } from "./handlers.ts";
import { isStreaming } from "./payloads.ts";
import { presignedHeaders } from "./presigned-headers.ts";
import { protocols } from "./protocols.ts";
import { type RefusalLog, refuse } from "./refusal.ts";
import { checkWholeBody, decompress, readBody, streamBody, unchunkedHead } from "./request-body.ts";
import type { ServiceModel } from "./service-model.ts";
import { structureOf } from "./service-model.ts";
import { isVersion2Link } from "./sigv2-link.ts";
import type { CredentialLookup } from "./sigv4.ts";
import { isPresigned } from "./sigv4-claim.ts";
import { SigningKeys } from "./sigv4-keys.ts";
import { validate } from "./validation.ts";
import { ApiError, type WireRequest, type WireResponse } from "./wire.ts";
import { discardRest, readInTime, send, wireRequest } from "./wire-http.ts";

export interface ApiOptions {
  readonly services: readonly ServiceModel[];
  readonly handlers: Handlers;
  readonly credentials: CredentialLookup;
  /** Lets everybody in as the account's one user; signatures are then not looked at. */
  readonly noAuth?: boolean;
  /** Region of a caller that names none. */
  readonly defaultRegion: string;
  /** Account of callers when authentication is off. */
  readonly accountId: string;
  /** Names this server goes by, for S3 clients that put the bucket in front of the host: `bucket.localhost`. */
  readonly hostNames?: readonly string[];
  readonly clock: Clock;
  /** For `Call.receivedUs`. */
  readonly stopwatch?: Stopwatch;
  readonly rng: Rng;
  readonly log: ApiLog;
  /** For bodies that are read whole; no bound on all of them together when there is none. */
  readonly bodyRoom?: BodyRoom;
}

export interface ApiLog extends RefusalLog {
  /** Every answer, for access logs. */
  answered?(event: {
    requestId: string;
    operation: string;
    status: number;
    code: string | undefined;
    accountId: string | undefined;
    ms: number;
  }): void;
}

/** The two listeners of an API, for a server of one's own. */
export interface Api {
  readonly request: RequestListener;
  /** For the event of the same name: a refused request is then answered before its body is sent. */
  readonly checkContinue: RequestListener;
}

/** Makes the listeners that serve the handlers. */
export function createApi(options: ApiOptions): Api {
  const dispatch = new Dispatch(options.services, options.hostNames ?? ["localhost"]);
  const serving: Serving = { options, dispatch, keys: new SigningKeys() };
  return {
    request: (request, response) => void serve(serving, request, response, false),
    checkContinue: (request, response) => void serve(serving, request, response, true),
  };
}

/** Pages of plain text by their exact path, for whoever may reach the server: no signature is asked for. */
export type Pages = Readonly<Record<string, () => string>>;

/** An HTTP server around `createApi`, with its bounds set; it does not listen yet. */
export function createApiServer(options: ApiOptions, pages: Pages = {}): Server {
  const api = createApi(options);
  const server = createServer(
    { maxHeaderSize: limits.headerBytes, headersTimeout: limits.requestHeadMs, requestTimeout: 0, keepAliveTimeout: limits.requestIdleMs },
    (request, response) => {
      const page = request.method === "GET" && Object.hasOwn(pages, request.url ?? "") ? pages[request.url!] : undefined;
      if (page) answerPage(response, page());
      else api.request(request, response);
    },
  );
  server.on("checkContinue", api.checkContinue);
  // Large uploads may take as long as they like, as long as bytes move.
  server.timeout = limits.requestIdleMs;
  return server;
}

function answerPage(response: ServerResponse, text: string): void {
  response.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8", "content-length": Buffer.byteLength(text) });
  response.end(text);
}

interface Serving {
  readonly options: ApiOptions;
  readonly dispatch: Dispatch;
  readonly keys: SigningKeys;
}

/** What is known about a request while it is served, for the answer and the log. */
interface Progress {
  readonly requestId: string;
  readonly receivedUs: number;
  operation: string;
  destination: Destination | undefined;
  accountId: string | undefined;
  code: string | undefined;
}

async function serve(serving: Serving, incoming: IncomingMessage, response: ServerResponse, clientWaits: boolean): Promise<void> {
  const { options } = serving;
  const startedMs = options.clock.now();
  const progress: Progress = {
    requestId: options.rng.uuid(),
    receivedUs: options.stopwatch?.() ?? 0,
    operation: "unknown",
    destination: undefined,
    accountId: undefined,
    code: undefined,
  };
  const gone = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) gone.abort();
  });
  response.on("error", () => undefined); // a client that went away is told by "close"
  let bodyComes = !clientWaits;
  const proceed = (): void => {
    if (!bodyComes) response.writeContinue();
    bodyComes = true;
  };
  let answer: WireResponse;
  try {
    answer = await answerOf(serving, incoming, progress, gone.signal, proceed);
  } catch (error) {
    if (clientLeft(incoming, error)) return;
    answer = refusal(options, progress, error);
  }
  try {
    if (answer.status >= 400 && !incoming.complete) {
      response.shouldKeepAlive = false;
      if (bodyComes) await readInTime(incoming, options.clock, () => discardRest(incoming));
    }
    await send(incoming, response, answer);
  } catch (error) {
    if (!gone.signal.aborted) options.log.failed({ requestId: progress.requestId, operation: progress.operation, error });
    if (response.headersSent) response.destroy();
    else response.writeHead(500).end();
  }
  const { requestId, operation, code, accountId } = progress;
  options.log.answered?.({ requestId, operation, status: answer.status, code, accountId, ms: options.clock.now() - startedMs });
}

async function answerOf(
  serving: Serving,
  incoming: IncomingMessage,
  progress: Progress,
  signal: AbortSignal,
  proceed: () => void,
): Promise<WireResponse> {
  const { options, dispatch } = serving;
  const request = wireRequest(incoming);
  // Leaving the body early must not destroy the connection: the answer has yet to go out on it.
  const source: AsyncIterable<Buffer> = { [Symbol.asyncIterator]: () => incoming.iterator({ destroyOnReturn: false }) };
  const destination = dispatch.find(request);
  progress.destination = destination;
  const admission = admit(request, destination, { ...options, keys: serving.keys, nowMs: options.clock.now() });
  const early = destination.target;
  if (early !== "form" && !(early instanceof ApiError) && streams(early)) {
    const principal = admission.prove();
    progress.accountId = principal.accountId;
    proceed();
    const payload = streamBody(source, request, admission.payload, admission.signature);
    const head = unchunkedHead(request, admission.payload);
    return run(serving, early, progress, head, Buffer.alloc(0), (input) => ({
      input,
      principal,
      requestId: progress.requestId,
      receivedUs: progress.receivedUs,
      body: payload.bytes,
      trailers: payload.trailers,
      headers: head.headers,
      signal,
    }));
  }
  // Where the signature does not need the body, a stranger's body is never read.
  if (admission.payload.kind !== "body") admission.prove();
  proceed();
  using room = new TakenRoom(options.bodyRoom);
  const sent = await readInTime(incoming, options.clock, () => readBody(incoming, request, destination.model, room));
  const principal = admission.prove(sent);
  progress.accountId = principal.accountId;
  checkWholeBody(sent, admission.payload);
  const body = await decompress(sent, request, destination.model);
  const target = early === "form" ? dispatch.findInForm(request, body) : early;
  if (target instanceof ApiError) throw target;
  return await run(serving, target, progress, request, body, (input) => ({
    input,
    principal,
    requestId: progress.requestId,
    receivedUs: progress.receivedUs,
    body: nothing(),
    trailers: () => ({}),
    headers: request.headers,
    signal,
  }));
}

/** Parses, validates, lets the handler work, writes its output. */
async function run(
  serving: Serving,
  target: Target,
  progress: Progress,
  request: WireRequest,
  body: Buffer,
  callOf: (input: unknown) => Call<unknown>,
): Promise<WireResponse> {
  const name = `${target.model.name}.${target.operation}`;
  progress.operation = name;
  progress.destination = { model: target.model, family: progress.destination!.family, target };
  const handlers = serving.options.handlers as Readonly<Record<string, Handler<unknown, unknown> | undefined>>;
  const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
  if (!handler) throw notServed(target);
  const codec = protocols[target.model.protocol];
  const presigned = isPresigned(request) || isVersion2Link(request);
  const input = codec.parse(target, presigned ? { ...request, headers: presignedHeaders(request) } : request, body);
  const { input: inputShape } = operationOf(target);
  if (inputShape) validate(target.model, inputShape, input);
  const output = await handler(callOf(input));
  return codec.answer(target, output as object | undefined, progress.requestId);
}

function streams(target: Target): boolean {
  const { input } = operationOf(target);
  return input !== undefined && isStreaming(target.model, structureOf(target.model, input));
}

function notServed(target: Target): ApiError {
  const what = `Hostler does not serve ${target.model.serviceId} ${target.operation}.`;
  if (target.model.protocol !== "rest-xml") return new ApiError("UnknownOperationException", 400, what);
  return new ApiError("NotImplemented", 501, `A header you provided implies functionality that is not implemented: ${what}`);
}

/** True when the body broke off: there is nobody to answer, and nothing of ours went wrong. */
function clientLeft(incoming: IncomingMessage, error: unknown): boolean {
  return !incoming.complete && (error as NodeJS.ErrnoException | null)?.code === "ECONNRESET";
}

/** The answer for whatever went wrong. What we did not expect is logged, and its text stays here. */
function refusal({ log, services }: ApiOptions, progress: Progress, error: unknown): WireResponse {
  const model = progress.destination?.model ?? services[0]!;
  const { answer, code } = refuse(error, { model, log, operation: progress.operation, requestId: progress.requestId });
  progress.code = code;
  return answer;
}

async function* nothing(): AsyncGenerator<Buffer> {}
