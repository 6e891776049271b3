import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, request as httpRequest, type IncomingMessage } from "node:http";
import { type AddressInfo, createServer as createNetServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import { systemClock } from "../lib/clock.ts";
import { passThrough } from "./pass-through.ts";

/** A front door before a control plane that is only a socket; `control` sees every byte that is passed on. */
async function frontDoor(control: (socket: Socket, received: () => string) => void) {
  const dir = mkdtempSync(join(tmpdir(), "hostler-p-"));
  const socket = join(dir, "api.sock");
  let received = "";
  const behind = createNetServer((connection) => {
    connection.setEncoding("latin1").on("data", (text) => {
      received += text;
      control(connection, () => received);
    });
    connection.on("error", () => undefined);
  }).listen(socket);
  const pass = passThrough({ socket, clock: systemClock });
  const door = createServer(pass).on("checkContinue", pass).listen(0, "127.0.0.1");
  await Promise.all([once(behind, "listening"), once(door, "listening")]);
  return {
    port: (door.address() as AddressInfo).port,
    received: () => received,
    [Symbol.dispose]() {
      door.closeAllConnections();
      door.close();
      behind.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function put(port: number, headers: Record<string, string>) {
  const call = httpRequest({ port, host: "127.0.0.1", method: "PUT", path: "/bucket/key?a=%2F", headers, agent: false });
  return { call, answered: once(call, "response") as Promise<[IncomingMessage]> };
}

async function textOf(answer: IncomingMessage): Promise<string> {
  let text = "";
  for await (const piece of answer.setEncoding("utf8")) text += piece;
  return text;
}

test("head and body go on as they came, and the answer comes back as it is", async () => {
  using at = await frontDoor((socket, received) => {
    if (received().endsWith("abc")) socket.end("HTTP/1.1 418 Teapot\r\nX-Own: Ä\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
  });
  const { call, answered } = put(at.port, { "X-MiXeD": "1", "Content-Length": "3" });
  call.end("abc");
  const [answer] = await answered;
  assert.deepEqual([answer.statusCode, answer.statusMessage, await textOf(answer)], [418, "Teapot", "ok"]);
  assert.match(at.received(), /^PUT \/bucket\/key\?a=%2F HTTP\/1\.1\r\nX-MiXeD: 1\r\n/);
});

test("a body that waits for 100 Continue is not passed on before control asks for it, though the client sends it", async () => {
  // A refusing control closes the connection; bytes it has not read would turn its answer into a reset, and the answer into ServiceUnavailable.
  const control = Promise.withResolvers<Socket>();
  using at = await frontDoor((socket) => control.resolve(socket));
  const { call, answered } = put(at.port, { expect: "100-continue", "Content-Length": "3" });
  call.end("abc");
  const socket = await control.promise;
  for (let turn = 0; turn < 100; turn++) await nextTurn();
  assert.ok(!at.received().includes("abc"));
  socket.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno");
  const [answer] = await answered;
  assert.deepEqual([answer.statusCode, await textOf(answer)], [403, "no"]);
});

test("when control asks for the body, the client is asked, and the body goes on", async () => {
  using at = await frontDoor((socket, received) => {
    if (received().endsWith("\r\n\r\n")) socket.write("HTTP/1.1 100 Continue\r\n\r\n");
    if (received().endsWith("abc")) socket.end("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  });
  const { call, answered } = put(at.port, { expect: "100-continue", "Content-Length": "3" });
  call.flushHeaders();
  await once(call, "continue");
  call.end("abc");
  const [answer] = await answered;
  assert.equal(answer.statusCode, 200);
});
