/** A Hostler with an endpoint of the contrary server, and a client that sends exactly what it is told, signed, once. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { Agent, request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { join, resolve } from "node:path";
import { CreateModelCommand } from "@aws-sdk/client-sagemaker";
import { signedHeaders } from "../../src/api/sigv4-sign.ts";
import { type Clients, clientsOf, createEndpoint, variantOf } from "../harness/deployment.ts";
import { startHostler, type TestHostler } from "../harness/hostler.ts";
import { until } from "../harness/until.ts";
import type { Order, Received } from "./servers/contrary.ts";

export const accountId = "000000000000";
export const EndpointName = "Contrary";
const script = resolve(import.meta.dirname, "servers/contrary.ts");

export interface Invocation {
  readonly endpoint?: string;
  readonly method?: string;
  /** Instead of the path of the endpoint's invocations. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Sends the body in chunks, without its length. */
  readonly chunked?: boolean;
  readonly signal?: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface World extends AsyncDisposable {
  readonly hostler: TestHostler;
  readonly clients: Clients;
  invoke(invocation?: Invocation): Promise<Answer>;
  /** Lets the server obey; the answer is Hostler's. */
  order(order: Order, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** What the container has received of an invocation. */
  received(headers: Readonly<Record<string, string>>, body?: string): Promise<Received>;
  /** Lines that the servers have written. */
  journal(): readonly string[];
  written(line: string): Promise<void>;
}

/** Variants `main` (weight 1) and `idle` (weight 0), one instance each unless told otherwise. */
export async function startContrary(variants = [contraryVariant("main", 1), contraryVariant("idle", 0)]): Promise<World> {
  await using stack = new AsyncDisposableStack();
  const hostler = stack.use(await startHostler());
  const clients = clientsOf(hostler);
  const command = `"${process.execPath}" --disable-warning=ExperimentalWarning "${script}"`;
  const added = await hostler.cli(["image", "add", "contrary", "--command", command]);
  assert.equal(added.status, 0, added.stderr);
  const PrimaryContainer = { Image: "contrary", Environment: { JOURNAL_DIR: hostler.dataFolder } };
  const ExecutionRoleArn = `arn:aws:iam::${accountId}:role/test`;
  await clients.sagemaker.send(new CreateModelCommand({ ModelName: "contrary", ExecutionRoleArn, PrimaryContainer }));
  const endpoint = await createEndpoint(clients, EndpointName, variants);
  assert.equal(endpoint.EndpointStatus, "InService", endpoint.FailureReason);
  const agent = new Agent({ keepAlive: true });
  stack.defer(() => agent.destroy());
  const invoke = (invocation: Invocation = {}): Promise<Answer> => send(hostler, agent, invocation);
  const order: World["order"] = (what, headers = {}) => invoke({ body: JSON.stringify(what), headers });
  const file = join(hostler.dataFolder, "journal");
  const journal = (): string[] => (existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : []);
  const owned = stack.move();
  return {
    hostler,
    clients,
    invoke,
    order,
    journal,
    received: async (headers, body = "as it is") => {
      const answer = await invoke({ headers, body });
      assert.equal(answer.status, 200, answer.body.toString());
      return JSON.parse(answer.body.toString());
    },
    written: async (line) => void (await until(`the journal says "${line}"`, () => journal().includes(line))),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

export const contraryVariant = (name: string, weight: number) =>
  variantOf("contrary", 1, { VariantName: name, InitialVariantWeight: weight });

/** The error body of an answer, after the checks that hold for every error of the runtime. */
export function errorOf(answer: Answer): Record<string, unknown> & { code: string } {
  assert.equal(answer.headers["content-type"], "application/json");
  assert.match(String(answer.headers["x-amzn-requestid"]), /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  return { ...JSON.parse(answer.body.toString()), code: String(answer.headers["x-amzn-errortype"]) };
}

function send(hostler: TestHostler, agent: Agent, invocation: Invocation): Promise<Answer> {
  const { endpoint = EndpointName, method = "POST", headers = {}, chunked = false, signal } = invocation;
  const path = invocation.path ?? `/endpoints/${endpoint}/invocations`;
  const body = Buffer.from(invocation.body ?? "");
  const { accessKeyId, secretAccessKey: secret } = hostler.client.credentials;
  const { port, client } = hostler;
  const plain = { host: `127.0.0.1:${port}`, ...headers };
  const signer = { accessKeyId, secret, region: client.region, service: "sagemaker", nowMs: Date.now() };
  const signed = signedHeaders({ method, path, query: "", headers: plain }, body, signer);
  const length = chunked ? {} : { "content-length": String(body.length) };
  return new Promise((resolve, reject) => {
    const call = httpRequest({ port, host: "127.0.0.1", agent, method, path, headers: { ...signed, ...length }, signal }, (response) => {
      const pieces: Buffer[] = [];
      response.on("data", (piece: Buffer) => pieces.push(piece));
      response.on("end", () => resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(pieces) }));
      response.on("error", reject);
    });
    call.on("error", reject);
    if (chunked) {
      for (let at = 0; at < body.length; at += 65_536) call.write(body.subarray(at, at + 65_536));
      call.end();
    } else call.end(body);
  });
}
