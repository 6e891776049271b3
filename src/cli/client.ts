/** The API as verbs use it: signed requests to the server of a data folder, over HTTP like any other client's. */
import type { Readable } from "node:stream";
import type { SagemakerOperations } from "../api/gen/sagemaker.gen.ts";
import type { HostlerOperations } from "../api/hostler-service.ts";
import { signedHeaders } from "../api/sigv4-sign.ts";
import { connectionTo } from "../config/own-server.ts";
import { systemClock as clock } from "../lib/clock.ts";
import { UnknownServerError } from "../lib/pinned-connection.ts";
import { ApiFailure } from "./api-failure.ts";
import { exchange, type HttpAnswer } from "./http-exchange.ts";
import type { Server } from "./server.ts";
import { UserError } from "./user-error.ts";

/** Operations of the JSON protocol. Times in answers are seconds since the epoch, whatever the type says: no verb reads them. */
type Operations = SagemakerOperations & HostlerOperations;
const targets = { sagemaker: "SageMaker", hostler: "Hostler" } as const;
type Service = keyof typeof targets;

interface Sending {
  readonly service: Service | "s3";
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | { readonly stream: Readable; readonly bytes: number };
}

export interface Invocation {
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly accept?: string;
  readonly variant?: string;
}

export interface InvocationAnswer {
  readonly body: Buffer;
  readonly contentType: string;
  readonly variant: string;
}

export class Client {
  readonly server: Server;
  readonly region: string;

  constructor(server: Server, region: string) {
    this.server = server;
    this.region = region;
  }

  /** Calls an operation by its name: `sagemaker.CreateModel`, `hostler.GetStatus`. Throws an ApiFailure. */
  async call<Name extends keyof Operations & string>(name: Name, input: Operations[Name]["input"]): Promise<Operations[Name]["output"]> {
    const [service, operation] = name.split(".") as [Service, string];
    const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": `${targets[service]}.${operation}` };
    const answer = await this.#send({ service, method: "POST", path: "/", headers, body: Buffer.from(JSON.stringify(input)) });
    return (answer.body.length > 0 ? JSON.parse(answer.body.toString()) : undefined) as Operations[Name]["output"];
  }

  /** Makes a bucket; one that is there already is fine. */
  async createBucket(bucket: string): Promise<void> {
    const place = `<LocationConstraint>${this.region}</LocationConstraint>`;
    const body = this.region === "us-east-1" ? "" : `<CreateBucketConfiguration>${place}</CreateBucketConfiguration>`;
    try {
      await this.#send({ service: "s3", method: "PUT", path: `/${encodeURIComponent(bucket)}`, body: Buffer.from(body) });
    } catch (error) {
      if (!(error instanceof ApiFailure && error.code === "BucketAlreadyOwnedByYou")) throw error;
    }
  }

  /** Stores an object from a stream of `bytes` bytes, and gives its URL. */
  async putObject(bucket: string, key: string, stream: Readable, bytes: number): Promise<string> {
    const path = `/${encodeURIComponent(bucket)}/${key.split("/").map(encodeURIComponent).join("/")}`;
    await this.#send({ service: "s3", method: "PUT", path, body: { stream, bytes } });
    return `s3://${bucket}/${key}`;
  }

  async invoke(endpoint: string, { body, contentType, accept, variant }: Invocation): Promise<InvocationAnswer> {
    const headers = {
      "content-type": contentType,
      ...(accept !== undefined && { accept }),
      ...(variant !== undefined && { "x-amzn-sagemaker-target-variant": variant }),
    };
    const path = `/endpoints/${encodeURIComponent(endpoint)}/invocations`;
    const answer = await this.#send({ service: "sagemaker", method: "POST", path, headers, body });
    const header = (name: string): string => String(answer.headers[name] ?? "");
    return { body: answer.body, contentType: header("content-type"), variant: header("x-amzn-invoked-production-variant") };
  }

  async #send({ service, method, path, headers = {}, body = Buffer.alloc(0) }: Sending): Promise<HttpAnswer> {
    const { url, accessKeyId, secretAccessKey: secret } = this.server;
    const whole = body instanceof Uint8Array;
    const sent = { ...headers, host: new URL(url).host, "content-length": String(whole ? body.length : body.bytes) };
    const signer = { accessKeyId, secret, region: this.region, service, nowMs: clock.now() };
    // A stream goes unhashed: the server is on this machine, and reading a large archive twice would double the wait.
    const signed = signedHeaders({ method, path, query: "", headers: sent }, whole ? body : "UNSIGNED-PAYLOAD", signer);
    let answer: HttpAnswer;
    try {
      answer = await exchange(connectionTo(this.server), path, { method, headers: signed, body: whole ? body : body.stream });
    } catch (error) {
      throw this.#unreachable(error as NodeJS.ErrnoException);
    }
    if (answer.status >= 300) throw failureOf(answer);
    return answer;
  }

  #unreachable(error: NodeJS.ErrnoException): Error {
    const { url, dataFolder } = this.server;
    if (error.code === "ECONNREFUSED") {
      return new UserError(`Nothing answers at ${url}, where ${dataFolder} says Hostler runs: start it again with 'hostler up'.`);
    }
    if (error.code === "ECONNRESET" || error.code === "EPIPE") {
      return new UserError(`Hostler at ${url} broke the connection off (${error.code}): look with 'hostler status', then try again.`);
    }
    if (error instanceof UnknownServerError) {
      return new UserError(
        `What answers at ${url} shows another certificate than ${this.server.tls?.certFile}: if that is new, it is taken up in a moment. Try again.`,
      );
    }
    return error;
  }
}

/** The error of an answer, in JSON or, from S3, in XML. */
function failureOf({ status, headers, body }: HttpAnswer): ApiFailure {
  const text = body.toString("utf8");
  if (text.startsWith("<")) {
    const element = (name: string): string => unescapeXml(new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? "");
    return new ApiFailure(element("Code") || String(status), status, element("Message"));
  }
  const parsed = parseObject(text);
  const code = headers["x-amzn-errortype"] ?? parsed.__type ?? "Error";
  return new ApiFailure(String(code).split(":")[0]!.split("#").at(-1)!, status, String(parsed.message ?? parsed.Message ?? text));
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {}; // not JSON: the text itself is shown
  }
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
const unescapeXml = (text: string): string => text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => entities[name]!);
