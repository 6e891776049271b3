/** A Hostler to throw requests at, and what has to hold for every answer it gives. */
import assert from "node:assert/strict";
import { Agent, request as httpRequest } from "node:http";
import { connect } from "node:net";
import { signedHeaders } from "../../src/api/sigv4-sign.ts";
import { startHostler, type TestHostler } from "../harness/hostler.ts";

export interface FuzzRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** The service to sign for; unsigned without one. */
  readonly service?: "sagemaker" | "s3" | "sts" | "iam" | "hostler" | undefined;
}

export interface Target extends AsyncDisposable {
  readonly hostler: TestHostler;
  /** Sends a request and checks the answer: in time, no fault of ours, bounded. Gives its status. */
  answers(request: FuzzRequest): Promise<number>;
  /** Sends bytes on a connection of their own and waits until the server has closed it or answered. */
  survives(bytes: Uint8Array): Promise<void>;
  /** Every process and every instance of endpoint `live`, to see whether one had to be started again. */
  processes(): Promise<unknown>;
}

const patienceMs = 5_000;
const mostBytes = 1024 * 1024;

export async function startTarget(): Promise<Target> {
  const hostler = await startHostler();
  const agent = new Agent({ keepAlive: true });
  return {
    hostler,
    answers: (request) => answers(hostler, agent, request),
    survives: (bytes) => survives(hostler.port, bytes),
    processes: async () => {
      const { processes, instances } = JSON.parse((await hostler.cli(["status", "--output", "json"])).stdout);
      return [...processes, ...instances.filter(({ endpoint }: { endpoint: string }) => endpoint === "live")];
    },
    async [Symbol.asyncDispose]() {
      agent.destroy();
      await hostler[Symbol.asyncDispose]();
    },
  };
}

function answers(hostler: TestHostler, agent: Agent, request: FuzzRequest): Promise<number> {
  const { method, path, body = "" } = request;
  const bytes = Buffer.from(body as Uint8Array);
  const headers = { ...signed(hostler, request, bytes), "content-length": String(bytes.length) };
  const about = `${method} ${path.slice(0, 200)} ${JSON.stringify(request.headers)} ${bytes.toString("latin1").slice(0, 500)}`;
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(patienceMs);
    const call = httpRequest({ host: "127.0.0.1", port: hostler.port, agent, method, path, headers, signal }, (response) => {
      let size = 0;
      response.on("data", (piece: Buffer) => {
        size += piece.length;
      });
      response.on("error", reject);
      response.on("end", () => {
        const status = response.statusCode!;
        try {
          assert.ok(status < 500 || status === 501, `${about} was answered ${status}`);
          assert.ok(size <= mostBytes, `${about} was answered with ${size} bytes`);
          resolve(status);
        } catch (error) {
          reject(error);
        }
      });
    });
    call.on("error", (error) => reject(new Error(`${about} had no answer`, { cause: error })));
    call.end(bytes);
  });
}

/** Signs what can be signed; a path that cannot be is sent as it is. */
function signed(hostler: TestHostler, { method, path, headers = {}, service }: FuzzRequest, body: Buffer): Record<string, string> {
  const plain = { ...headers, host: `127.0.0.1:${hostler.port}` };
  if (!service) return plain;
  const { accessKeyId, secretAccessKey: secret } = hostler.client.credentials;
  const at = path.indexOf("?");
  const [bare, query] = at < 0 ? [path, ""] : [path.slice(0, at), path.slice(at + 1)];
  try {
    const signer = { accessKeyId, secret, region: hostler.client.region, service, nowMs: Date.now() };
    return signedHeaders({ method, path: bare, query, headers: plain }, service === "s3" ? "UNSIGNED-PAYLOAD" : body, signer);
  } catch (error) {
    if (error instanceof URIError) return plain;
    throw error;
  }
}

function survives(port: number, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    const timer = setTimeout(() => reject(new Error(`No end of ${Buffer.from(bytes).toString("latin1").slice(0, 300)}`)), patienceMs);
    let answer = "";
    socket.on("data", (piece) => {
      answer += piece.toString("latin1");
    });
    socket.on("error", () => undefined); // cut off: "close" follows
    socket.on("close", () => {
      clearTimeout(timer);
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 400);
      if (status < 500 || status === 501) resolve();
      else reject(new Error(`${Buffer.from(bytes).toString("latin1").slice(0, 300)} was answered ${answer.slice(0, 500)}`));
    });
    socket.end(bytes);
  });
}
