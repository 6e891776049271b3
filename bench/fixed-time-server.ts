/**
 * A model server that answers one request after the other and takes `SERVICE_MS` for each, so that what an instance can do does not depend
 * on the machine. How many requests it has is written at the beginning of the file `JOURNAL_DIR/PORT`, where it outlives `kill -9`.
 */
import { openSync, writeSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import { join } from "node:path";

const serviceMs = Number(process.env.SERVICE_MS);
const port = Number(process.env.SAGEMAKER_BIND_TO_PORT);
const journal = openSync(join(process.env.JOURNAL_DIR ?? ".", String(port)), "w");
const waiting: ServerResponse[] = [];

const note = (): void => void writeSync(journal, String(waiting.length).padStart(8), 0);

function serveNext(): void {
  const response = waiting[0];
  if (!response) return;
  setTimeout(() => {
    response.writeHead(200, { "content-type": "text/plain", "content-length": "3" }).end("ok\n");
    waiting.shift();
    note();
    serveNext();
  }, serviceMs);
}

note();
createServer((request, response) => {
  if (request.url === "/ping") return void response.end();
  request.resume();
  request.on("end", () => {
    waiting.push(response);
    note();
    if (waiting.length === 1) serveNext();
  });
}).listen(port, "127.0.0.1");
