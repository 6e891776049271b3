/** The kinds of instance that links reach: one that speaks frames, on Unix sockets and over mutual TLS, and one that speaks HTTP. */
import { once } from "node:events";
import { rmSync } from "node:fs";
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { systemClock } from "../../src/lib/clock.ts";
import { FramedLink } from "../../src/link/framed-link.ts";
import { openHttpLink } from "../../src/link/http-link.ts";
import type { LinkCall } from "../../src/link/link-call.ts";
import { LinkServer } from "../../src/link/link-server.ts";
import { openLink } from "../../src/link/open-link.ts";
import { type LinkIdentity, linkDoor } from "../../src/link/secure-link.ts";
import { authority } from "../harness/certificates.ts";
import type { AnswerFields, LinkKind, RunningInstance, Served } from "./instance-behaviour.ts";

const attributesHeader = "x-amzn-sagemaker-custom-attributes";
const inferenceHeader = "x-amzn-sagemaker-inference-id";

export const framed: LinkKind & { start(...of: Parameters<LinkKind["start"]>): Promise<RunningInstance & { away(): void }> } = {
  async start(place, behave) {
    const call = (each: LinkCall): void => behave(servedCall(each));
    const link = new LinkServer({ call, tooLarge: (each) => each.answer(413, {}, "") }, systemClock);
    const server = createServer((socket) => link.accept(socket, Buffer.alloc(0)));
    return { ...(await listening(server, place)), away: () => link.away() };
  },
  open: (place) =>
    new FramedLink({
      connect: () => connect(place),
      clock: systemClock,
      otherwise: () => {
        throw new Error("An instance of frames was taken for one of HTTP.");
      },
    }),
};

const ours = authority();
const identity = (name: string): LinkIdentity => ({ ...ours.issue([`DNS:${name}`]), ca: ours.cert });
export const [router, instance] = [identity("router.test"), identity("instance.test")];

/** The ports of places, kept over restarts as a socket's path is. */
const ports = new Map<string, number>();

export const framedOverTls: LinkKind = {
  async start(place, behave) {
    const call = (each: LinkCall): void => behave(servedCall(each));
    const link = new LinkServer({ call, tooLarge: (each) => each.answer(413, {}, "") }, systemClock);
    const server = createServer((socket) => link.accept(socket, Buffer.alloc(0)));
    linkDoor(server, instance, "router.test");
    const running = await listening(server, ports.get(place) ?? 0);
    ports.set(place, (server.address() as AddressInfo).port);
    return running;
  },
  open: (place) => openLink({ secure: { host: "127.0.0.1", port: ports.get(place)!, name: "instance.test" } }, systemClock, () => router),
};

export const http: LinkKind = {
  async start(place, behave) {
    const server = createHttpServer(async (incoming, response) => {
      const pieces: Buffer[] = [];
      try {
        for await (const piece of incoming) pieces.push(piece);
      } catch {
        return; // broken off
      }
      behave(servedHttp(incoming, response, Buffer.concat(pieces)));
    });
    return listening(server, place);
  },
  open: (place) => openHttpLink({ socket: place }, systemClock),
};

async function listening(server: Server, place: string | number): Promise<RunningInstance> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.listen(place);
  await once(server, "listening");
  const kill = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
    if (typeof place === "string") rmSync(place, { force: true });
  };
  return { kill, [Symbol.asyncDispose]: async () => kill() };
}

function servedCall(call: LinkCall): Served {
  const { contentType, accept, customAttributes, inferenceId, body } = call;
  const gone = Promise.withResolvers<void>();
  call.begun = true;
  call.onCancel = () => gone.resolve();
  return {
    contentType,
    accept,
    customAttributes,
    inferenceId,
    further: new Map(call.further),
    body,
    answer: (status, fields, answer) => call.answer(status, fields, answer),
    begin: (status, fields) => call.begin(status, fields),
    async write(piece) {
      const wanted = await call.write(piece);
      if (!wanted) gone.resolve();
      return wanted;
    },
    end: () => call.end(),
    left: gone.promise,
  };
}

function servedHttp({ headers }: IncomingMessage, response: ServerResponse, body: Buffer): Served {
  const named = new Map(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  const gone = new Promise<void>((resolve) => {
    response.once("close", () => {
      if (!response.writableFinished) resolve();
    });
  });
  const head = (status: number, fields: AnswerFields): void => {
    if (fields.contentType !== undefined) response.setHeader("content-type", fields.contentType);
    if (fields.customAttributes !== undefined) response.setHeader(attributesHeader, fields.customAttributes);
    response.writeHead(status);
  };
  return {
    contentType: headers["content-type"],
    accept: headers.accept,
    customAttributes: named.get(attributesHeader),
    inferenceId: named.get(inferenceHeader),
    further: named,
    body,
    answer(status, fields, answer) {
      head(status, fields);
      response.end(answer);
    },
    begin: head,
    async write(piece) {
      if (response.destroyed) return false;
      if (!response.write(piece)) await Promise.race([once(response, "drain"), gone]);
      return !response.destroyed;
    },
    end: () => void response.end(),
    left: gone,
  };
}
