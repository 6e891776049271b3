/** One side of a framed connection that says whatever a test wants it to say. */
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { FrameReader, headerBytes, kinds, preface, prefaceBytes, version, versionOf, writeHeader } from "../../src/link/frames.ts";
import { type HeadFields, headBytesOf, writeHead } from "../../src/link/head.ts";
import { until } from "../harness/until.ts";

/** The bytes of one frame. */
export function frame(kind: number, id: number, payload: Buffer | string = "", last = false): Buffer {
  const content = Buffer.from(payload as Buffer);
  const bytes = Buffer.alloc(headerBytes + content.length);
  writeHeader(bytes, 0, kind, last, id, content.length);
  content.copy(bytes, headerBytes);
  return bytes;
}

/** The payload of a request or an answer. */
export function headed(number: number, bodyBytes: number, fields: HeadFields = {}, body: Buffer | string = ""): Buffer {
  const head = Buffer.alloc(headBytesOf(fields));
  writeHead(head, 0, number, bodyBytes, fields);
  return Buffer.concat([head, Buffer.from(body as Buffer)]);
}

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

export interface HeardFrame {
  readonly kind: number;
  readonly last: boolean;
  readonly id: number;
  readonly payload: Buffer;
}

/** A peer whose socket is connected and greeted. */
export class RawPeer {
  readonly socket: Socket;
  readonly heard: HeardFrame[] = [];
  closed = false;
  #greeting: Buffer = Buffer.alloc(0);

  constructor(socket: Socket, greeting = preface(version)) {
    this.socket = socket;
    const reader = new FrameReader((kind, last, id, bytes, start, end) =>
      this.heard.push({ kind, last, id, payload: Buffer.from(bytes.subarray(start, end)) }),
    );
    socket.on("error", () => undefined);
    socket.on("close", () => {
      this.closed = true;
    });
    socket.on("data", (chunk) => {
      if (this.#greeting.length === prefaceBytes) return reader.push(chunk);
      const both = Buffer.concat([this.#greeting, chunk]);
      this.#greeting = both.subarray(0, prefaceBytes);
      if (both.length > prefaceBytes) reader.push(both.subarray(prefaceBytes));
    });
    socket.write(greeting);
  }

  static async connect(place: string, greeting = preface(version)): Promise<RawPeer> {
    const socket = connect(place);
    await once(socket, "connect");
    return new RawPeer(socket, greeting);
  }

  /** The version that the other side has chosen. */
  get version(): number | undefined {
    return this.#greeting.length === prefaceBytes ? versionOf(this.#greeting) : undefined;
  }

  send(...frames: Buffer[]): void {
    this.socket.write(Buffer.concat(frames));
  }

  /** The first frame of this kind, as soon as it is there. */
  async hears(kind: keyof typeof kinds, nth = 0): Promise<HeardFrame> {
    return until(`a frame "${kind}" comes`, () => this.heard.filter((each) => each.kind === kinds[kind])[nth], 20);
  }
}

/** An instance that says whatever a test wants it to say: `greeted` is given each connection. */
export async function rawInstance(place: string, greeted: (peer: RawPeer) => void): Promise<AsyncDisposable> {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    sockets.push(socket);
    greeted(new RawPeer(socket));
  });
  server.listen(place);
  await once(server, "listening");
  return {
    async [Symbol.asyncDispose]() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
