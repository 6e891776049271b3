/** Passes a request on to the control plane's socket, unread: head as it came, body as it flows, both ways. */
import { Agent, request as dial, type IncomingMessage, type ServerResponse } from "node:http";
import { pipeline } from "node:stream";
import type { Clock } from "../lib/clock.ts";
import { limits } from "../limits.ts";

/** Connections to control at once; further requests wait for one. */
const agent = new Agent({ keepAlive: true, maxSockets: 512, maxFreeSockets: 32 });

/** While control is being restarted a request waits this long before it is refused; nothing of it has been sent then. */
const patienceMs = 5_000;

export function passThrough(options: { socket: string; clock: Clock }): (request: IncomingMessage, response: ServerResponse) => void {
  const { socket, clock } = options;
  return (request, response) => {
    const giveUpMs = clock.now() + patienceMs;
    const attempt = (): void => {
      if (response.destroyed) return;
      const { method, url: path, rawHeaders: headers } = request;
      const onward = dial({ socketPath: socket, agent, method, path, headers, setHost: false });
      let sending = false;
      const { expect } = request.headers;
      const pass = (): void => void pipeline(request, onward, () => undefined); // what breaks on either side shows as that side's error
      onward.once("socket", (connection) => {
        const begin = (): void => {
          sending = true;
          if (!expect) pass();
        };
        if (connection.connecting) connection.once("connect", begin);
        else begin();
      });
      onward.on("information", ({ statusCode }) => {
        if (statusCode !== 100 || !expect) return;
        response.writeContinue();
        pass();
      });
      onward.on("response", (answer) => {
        if (expect) request.resume(); // a client that did not wait is read from, for a connection with bytes unread is reset
        response.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.rawHeaders);
        pipeline(answer, response, () => undefined);
      });
      onward.on("error", () => {
        if (response.headersSent || response.destroyed) response.destroy();
        else if (sending || clock.now() >= giveUpMs) refuse(request, response);
        else clock.after(100, attempt);
      });
      response.once("close", () => {
        if (!response.writableFinished) onward.destroy();
      });
    };
    attempt();
  };
}

/** Control is away. Every SDK tries a 503 again by itself. */
function refuse(request: IncomingMessage, response: ServerResponse): void {
  const message = "The control plane of Hostler is not running; endpoints go on serving. It is restarted by itself: try again.";
  const json = request.headers["x-amz-target"] !== undefined;
  const body = json
    ? JSON.stringify({ __type: "ServiceUnavailable", message })
    : `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>ServiceUnavailable</Code><Message>${message}</Message></Error>`;
  response.writeHead(503, {
    "content-type": json ? "application/x-amz-json-1.1" : "application/xml",
    "content-length": Buffer.byteLength(body),
    ...(request.complete ? {} : { connection: "close" }),
  });
  response.end(body);
  if (!request.complete) request.resume().setTimeout(limits.requestHeadMs, () => request.destroy());
}
