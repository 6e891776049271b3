/**
 * A model server that does what the request says, however rude. A body that is a JSON object is an order (see `Order`); any other body
 * is answered with what was received.
 */
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";

export interface Order {
  /** Answers with this. */
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly text?: string;
  /** Answers with so many bytes. */
  readonly bytes?: number;
  /** Answers with every byte there is. */
  readonly everyByte?: boolean;
  /** Writes `reached NAME` into the journal, never answers, and writes `left NAME` when the connection is closed. */
  readonly hang?: string;
  /** Writes `reached NAME` into the journal and closes the connection. */
  readonly close?: string;
  /** Begins an answer and closes the connection. */
  readonly half?: boolean;
  /** Answers in something that is no HTTP. */
  readonly garbage?: boolean;
  /** Ends the process. */
  readonly exit?: number;
  /** All of it is for the first server only that reads this name; the next one just answers. */
  readonly once?: string;
}

/** What was received. */
export interface Received {
  readonly method: string;
  readonly url: string;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
  readonly bytes: number;
}

const journal = join(process.env.JOURNAL_DIR ?? ".", "journal");
const write = (line: string): void => appendFileSync(journal, `${line}\n`);

function obey(order: Order, response: ServerResponse): void {
  const { status = 200, headers = {}, text = "", bytes, hang, close } = order;
  if (order.once !== undefined) {
    const known = existsSync(journal) && readFileSync(journal, "utf8").includes(`once ${order.once}\n`);
    write(`once ${order.once}`);
    if (known) return void response.end("again");
  }
  if (order.exit !== undefined) process.exit(order.exit);
  if (hang !== undefined) {
    write(`reached ${hang}`);
    response.once("close", () => write(`left ${hang}`));
    return;
  }
  if (close !== undefined) {
    write(`reached ${close}`);
    response.socket?.destroy();
    return;
  }
  if (order.garbage) return void response.socket?.end("I am no web server\r\n\r\n");
  response.writeHead(status, headers);
  if (order.half) return void response.write("half", () => response.socket?.destroy());
  if (order.everyByte) response.end(Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)));
  else response.end(bytes === undefined ? text : Buffer.alloc(bytes));
}

function orderIn(body: Buffer): Order | undefined {
  if (body[0] !== 0x7b) return undefined;
  return JSON.parse(body.toString("utf8")) as Order;
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === "/ping") return void response.end();
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const body = Buffer.concat(pieces);
  const order = orderIn(body);
  if (order) return obey(order, response);
  const { method = "", url = "", rawHeaders } = request;
  const received: Received = { method, url, rawHeaders, bytes: body.length };
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(received));
}

createServer((request, response) => void serve(request, response).catch(() => response.destroy())).listen(
  Number(process.env.SAGEMAKER_BIND_TO_PORT),
  "127.0.0.1",
);
