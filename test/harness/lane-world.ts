/** A front door before one instance that is a function, and clients that speak to it in bytes. */
import { once } from "node:events";
import { type AddressInfo, connect, type Socket } from "node:net";
import { connect as connectSecurely } from "node:tls";
import type { BodyRoom } from "../../src/api/body-room.ts";
import { signedHeaders } from "../../src/api/sigv4-sign.ts";
import type { VariantRoute } from "../../src/core/routes.ts";
import { systemClock as clock } from "../../src/lib/clock.ts";
import { seededRng } from "../../src/lib/rng.ts";
import type { InstanceLink, LinkRequest, LinkResponse } from "../../src/link/instance-link.ts";
import { createFrontDoor, type FrontDoor } from "../../src/router/front-door.ts";
import { InvocationLedger } from "../../src/router/invocation-ledger.ts";
import { type LiveInstance, LiveRoutes } from "../../src/router/live-routes.ts";
import type { Certificate } from "./certificates.ts";
import { linkOf } from "./link-of.ts";

export const signer = { accessKeyId: "AKIDEXAMPLE", secret: "a secret", region: "us-east-1", service: "sagemaker" };
const accountId = "000000000000";

export interface LaneWorldOptions {
  readonly noAuth?: boolean;
  /** The variants of endpoint `e`: by default one, `v`, with one instance. */
  readonly variants?: (usual: VariantRoute) => VariantRoute[];
  readonly status?: string;
  readonly clock?: typeof clock;
  /** In the place of `model`. */
  readonly link?: InstanceLink;
  readonly bodyRoom?: BodyRoom;
  readonly controlSocket?: string;
  /** Speaks HTTPS with this, and so do its clients. */
  readonly certificate?: Certificate | undefined;
}

export class LaneWorld implements AsyncDisposable {
  readonly frontDoor: FrontDoor;
  readonly routes: LiveRoutes;
  readonly ledger = new InvocationLedger();
  /** Errors of ours. */
  readonly failed: unknown[] = [];
  /** Requests that `node:http` has read. */
  byNode = 0;
  /** What answers. */
  model: (request: LinkRequest) => Promise<LinkResponse> = async () => ok("1\n");

  /** What clients trust. */
  readonly #ca: string | undefined;

  private constructor(options: LaneWorldOptions) {
    const { noAuth = false, variants = (usual) => [usual], status = "InService", clock: time = clock, bodyRoom, certificate } = options;
    this.#ca = certificate?.cert;
    const rng = seededRng(1);
    const link = options.link ?? linkOf((request) => this.model(request));
    this.routes = new LiveRoutes({ openLink: () => link, idle: () => undefined, rng, clock: time, ledger: this.ledger });
    const instances = [{ id: "i", zone: "a", address: { port: 1 } }];
    const fleets = [{ id: "f", configName: "c", share: 1, instances }];
    const usual: VariantRoute = { name: "v", weight: 1, routing: "LEAST_OUTSTANDING_REQUESTS", fleets };
    this.routes.replace({ term: 1, epoch: 1, endpoints: [{ name: "e", region: signer.region, status, variants: variants(usual) }] });
    const known = { secret: signer.secret, accountId, arn: "arn:aws:iam::000000000000:user/a" };
    this.frontDoor = createFrontDoor({
      routes: this.routes,
      rng,
      clock: time,
      stopwatch: () => performance.now() * 1000,
      credentials: (id) => (id === signer.accessKeyId ? known : undefined),
      noAuth,
      defaultRegion: signer.region,
      accountId,
      log: { failed: (event) => void this.failed.push(event) },
      controlSocket: options.controlSocket ?? "/nowhere",
      ...(bodyRoom && { bodyRoom }),
      ready: () => true,
      tls: certificate,
    });
    this.frontDoor.server.on("request", () => {
      this.byNode++;
    });
  }

  static async open(options: LaneWorldOptions = {}): Promise<LaneWorld> {
    const world = new LaneWorld(options);
    world.frontDoor.server.listen(0, "127.0.0.1");
    await once(world.frontDoor.server, "listening");
    return world;
  }

  /** The one instance. */
  get instance(): LiveInstance {
    return this.routes.find(signer.region, "e")!.variants[0]!.fleets[0]!.instances[0]!;
  }

  async connect(): Promise<Client> {
    return new Client(await (this.#ca === undefined ? this.dial() : this.dialSecurely(this.#ca)));
  }

  /** A connection on which nothing has been said yet. */
  async dial(): Promise<Socket> {
    const socket = connect((this.frontDoor.server.address() as AddressInfo).port, "127.0.0.1");
    await once(socket, "connect");
    return socket;
  }

  /** One that is secure: the server has shown what `ca` vouches for. */
  async dialSecurely(ca: string): Promise<Socket> {
    const socket = connectSecurely({ socket: await this.dial(), ca, servername: "localhost" });
    await once(socket, "secureConnect");
    return socket;
  }

  /** The answer to one request on a connection of its own. */
  async ask(request: Buffer): Promise<string> {
    await using client = await this.connect();
    client.socket.write(request);
    return await client.answer();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { server } = this.frontDoor;
    const closed = once(server, "close");
    this.frontDoor.close();
    this.frontDoor[Symbol.dispose]();
    await closed;
  }
}

export const ok = (text: string): LinkResponse => ({
  status: 200,
  contentType: "text/csv",
  customAttributes: undefined,
  body: Buffer.from(text, "latin1"),
});

/** What a client hears on its connection. */
export class Client implements AsyncDisposable {
  readonly socket: Socket;
  #heard = "";
  #changed = Promise.withResolvers<void>();
  ended = false;

  constructor(socket: Socket) {
    this.socket = socket;
    const change = (): void => {
      this.#changed.resolve();
      this.#changed = Promise.withResolvers();
    };
    socket.setEncoding("latin1").on("data", (text: string) => {
      this.#heard += text;
      change();
    });
    socket
      .on("error", () => undefined)
      .on("close", () => {
        this.ended = true;
        change();
      });
  }

  /** The next answer, head and body; what there is when the connection ends before. */
  async answer(): Promise<string> {
    await this.#until(() => this.#heard.includes("\r\n\r\n"));
    const head = this.#heard.slice(0, this.#heard.indexOf("\r\n\r\n") + 4);
    const end = head.length + Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    await this.#until(() => this.#heard.length >= end);
    const answer = this.#heard.slice(0, end);
    this.#heard = this.#heard.slice(end);
    return answer;
  }

  async #until(heard: () => boolean): Promise<void> {
    while (!heard() && !this.ended) await this.#changed.promise;
  }

  /** Resolves when the connection is closed, with what was heard and not taken. */
  async end(): Promise<string> {
    await this.#until(() => false);
    return this.#heard;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.destroy();
  }
}

export interface Asked {
  readonly headers?: Readonly<Record<string, string>>;
  /** Headers that the signature does not cover, or that take the place of signed ones. */
  readonly unsigned?: Readonly<Record<string, string>>;
  readonly endpoint?: string;
  readonly body?: string;
  readonly signed?: boolean;
}

/** The bytes of an invocation of `e`. */
export function invocation({ headers = {}, unsigned = {}, endpoint = "e", body = "1,2,3", signed = true }: Asked = {}): Buffer {
  const path = `/endpoints/${endpoint}/invocations`;
  const all = { host: "h", "content-type": "text/csv", ...headers };
  const bytes = Buffer.from(body, "latin1");
  const request = { method: "POST", path, query: "", headers: all };
  const sent = { ...(signed ? signedHeaders(request, bytes, { ...signer, nowMs: clock.now() }) : all), ...unsigned };
  const lines = Object.entries(sent).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join("")}content-length: ${bytes.length}\r\n\r\n${body}`, "latin1");
}
