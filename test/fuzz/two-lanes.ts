/** Two servers that answer each request with how they have read it: one is `node:http` alone, the other has the strict lane before it. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { connect as connectSecurely } from "node:tls";
import { wireRequest } from "../../src/api/wire-http.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { limits } from "../../src/limits.ts";
import { secureDoor } from "../../src/router/front-door.ts";
import { responseHead } from "../../src/router/response-head.ts";
import { StrictLane } from "../../src/router/strict-lane.ts";
import type { StrictRequest } from "../../src/router/strict-request.ts";
import type { Certificate } from "../harness/certificates.ts";

const answerHeaders = { "content-type": "application/json", "x-amzn-requestid": "id" };

/** What ends a connection that brought rubbish. */
const refusal = /HTTP\/1\.1 4\d\d [^\r]*\r\nConnection: close\r\n\r\n$/;

/** How a request was read, as text. */
function reading(method: string, path: string, query: string, headers: Record<string, string>, body: Buffer): Buffer {
  return Buffer.from(JSON.stringify([method, path, query, Object.entries(headers), body.toString("latin1")]));
}

function answerNode(incoming: IncomingMessage, response: ServerResponse): void {
  const parts: Buffer[] = [];
  incoming.on("data", (part: Buffer) => parts.push(part));
  incoming.on("end", () => {
    const { method, path, query, headers } = wireRequest(incoming);
    const body = reading(method, path, query, headers, Buffer.concat(parts));
    response.writeHead(200, { ...answerHeaders, "content-length": body.length });
    response.end(body);
  });
}

export class TwoLanes implements AsyncDisposable {
  readonly #dir = mkdtempSync(join(tmpdir(), "hostler-lanes-"));
  readonly #servers: Server[] = [];
  #lane: StrictLane | undefined;
  #taken = 0;
  readonly #certificate: Certificate | undefined;

  private constructor(certificate: Certificate | undefined) {
    this.#certificate = certificate;
  }

  /** Both behind TLS when there is a certificate. */
  static async start(certificate?: Certificate): Promise<TwoLanes> {
    const lanes = new TwoLanes(certificate);
    for (const name of ["alone", "lane"]) {
      const server = createServer({ maxHeaderSize: limits.headerBytes, keepAliveTimeout: limits.requestIdleMs }, answerNode);
      if (name === "lane") lanes.#lane = new StrictLane(server, (...request) => lanes.#take(...request), systemClock);
      if (certificate) secureDoor(server, certificate);
      lanes.#servers.push(server);
      server.listen(join(lanes.#dir, name));
      await once(server, "listening");
    }
    return lanes;
  }

  /**
   * Gives both the same pieces, then the end, and holds what they said side by side; says how many requests the strict lane took.
   * When `node:http` finds rubbish right behind a good request it closes before that request is answered. So if the answers are not the
   * same, both are given the bytes one by one: then every good request is answered, and what was said before must be the beginning of that.
   */
  async compare(pieces: readonly Buffer[]): Promise<number> {
    const before = this.#taken;
    const [alone, withLane] = await Promise.all([this.#converse("alone", pieces), this.#converse("lane", pieces)]);
    const taken = this.#taken - before;
    if (alone === withLane) return taken;
    const bytes = [...Buffer.concat(pieces)].map((byte) => Buffer.of(byte));
    const [slowAlone, slowWithLane] = await Promise.all([this.#converse("alone", bytes), this.#converse("lane", bytes)]);
    assert.equal(slowWithLane, slowAlone);
    assert.equal(withLane.replace(refusal, ""), slowAlone.slice(0, withLane.replace(refusal, "").length));
    return taken;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#lane?.[Symbol.dispose]();
    for (const server of this.#servers) {
      server.close();
      server.closeAllConnections();
    }
    rmSync(this.#dir, { recursive: true });
  }

  #take(
    { endpoint, names, values }: StrictRequest,
    body: Buffer,
    connection: Parameters<ConstructorParameters<typeof StrictLane>[1]>[2],
  ): true {
    this.#taken++;
    const headers = Object.fromEntries(names.map((name, at) => [name, values[at]!]));
    const answer = reading("POST", `/endpoints/${endpoint}/invocations`, "", headers, body);
    const head = { status: 200, headers: answerHeaders, bodyBytes: answer.length, ending: connection.ending, nowMs: systemClock.now() };
    queueMicrotask(() => connection.answer(responseHead(head), answer)); // not at once, as no model does
    return true;
  }

  async #converse(name: string, pieces: readonly Buffer[]): Promise<string> {
    const socket = await this.#connect(name);
    let heard = "";
    socket.setEncoding("latin1").on("data", (text) => {
      heard += text;
    });
    socket.on("error", () => undefined);
    const closed = new Promise((resolve) => socket.on("close", resolve));
    for (const piece of pieces) {
      if (!socket.writable) break;
      socket.write(piece);
      await setImmediate();
      await setImmediate();
    }
    socket.end();
    await closed;
    // Where Node puts "100 Continue" among pipelined answers depends on the pieces.
    return heard.replaceAll(/^Date: .*$/gm, "Date:").replaceAll("HTTP/1.1 100 Continue\r\n\r\n", "");
  }

  async #connect(name: string): Promise<Socket> {
    const socket = connect({ path: join(this.#dir, name), allowHalfOpen: true });
    await once(socket, "connect");
    if (!this.#certificate) return socket;
    const secure = connectSecurely({ socket, ca: this.#certificate.cert, servername: "localhost" });
    await once(secure, "secureConnect");
    return secure;
  }
}
