/** TLS before a server of another protocol: here one that says what it heard. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { test } from "node:test";
import { type ConnectionOptions, connect as connectSecurely, type TLSSocket } from "node:tls";
import { authority, type Certificate, selfSigned } from "../../test/harness/certificates.ts";
import { until } from "../../test/harness/until.ts";
import { SecureDoor, type SecureDoorOptions } from "./secure-door.ts";

const own = selfSigned();

async function opened(options: Partial<SecureDoorOptions> = {}) {
  const heard: string[] = [];
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (bytes) => {
      heard.push(bytes.toString());
      socket.write(`heard ${bytes}`);
    });
    socket.on("end", () => socket.end());
  });
  const door = new SecureDoor(server, { identity: own, minVersion: "TLSv1.2", handshakeMs: 30_000, lingerMs: 30_000, ...options });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    server,
    door,
    heard,
    dial: (): Socket => connect(port, "127.0.0.1").on("error", () => undefined),
    secure: (with_: ConnectionOptions = {}): TLSSocket =>
      connectSecurely({ port, host: "127.0.0.1", ca: own.cert, servername: "localhost", ...with_ }),
    connections: () => new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count))),
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      door[Symbol.dispose]();
      await closed;
    },
  };
}

/** However it ended; `once` would take its error for one of ours. */
const closed = (socket: Socket): Promise<unknown> => new Promise((resolve) => socket.once("close", resolve));

async function says(socket: TLSSocket, text: string): Promise<string> {
  socket.write(text);
  const [answer] = await once(socket, "data");
  return String(answer);
}

test("what is said behind it is read there, and connections that end are no connections any more", async () => {
  await using at = await opened();
  for (let nth = 0; nth < 3; nth++) {
    const socket = at.secure();
    assert.equal(await says(socket, `hello ${nth}`), `heard hello ${nth}`);
    socket.end();
    await closed(socket);
  }
  await until("all are gone", async () => (await at.connections()) === 0);
});

test("a handshake that comes byte by byte is one", async () => {
  await using at = await opened();
  const socket = at.dial();
  await once(socket, "connect");
  const slow = connectSecurely({ socket: trickling(socket), ca: own.cert, servername: "localhost" });
  assert.equal(await says(slow, "hello"), "heard hello");
  slow.destroy();
});

/** A socket whose writes go out one byte at a time. */
function trickling(socket: Socket): Socket {
  const write = socket.write.bind(socket);
  socket.setNoDelay(true);
  socket._write = (chunk: Buffer, _encoding, done) => {
    for (const byte of chunk) write(Buffer.of(byte));
    done();
  };
  return socket;
}

const dawdlers: readonly { who: string; first: number[]; everyMs?: number }[] = [
  { who: "says nothing", first: [] },
  { who: "begins a handshake and stops", first: [0x16, 3, 1] },
  { who: "sends a handshake in drops", first: [0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3], everyMs: 20 },
];
for (const { who, first, everyMs } of dawdlers) {
  test(`a client that ${who} is cut off when its time is over`, async () => {
    await using at = await opened({ handshakeMs: 300 });
    const socket = at.dial();
    await once(socket, "connect");
    if (first.length > 0) socket.write(Buffer.from(first));
    const drops = everyMs === undefined ? undefined : setInterval(() => socket.write(Buffer.of(0)), everyMs);
    await closed(socket);
    clearInterval(drops);
    await until("it is gone", async () => (await at.connections()) === 0);
    assert.equal(await says(at.secure(), "still here"), "heard still here");
  });
}

test("handshakes count among the connections that a server may have", async () => {
  await using at = await opened();
  at.server.maxConnections = 2;
  const halfOpen = [at.dial(), at.dial()];
  halfOpen[1]!.write(Buffer.of(0x16));
  await until("both are there", async () => (await at.connections()) === 2);
  const third = at.secure();
  third.on("error", () => undefined);
  await closed(third);
  for (const socket of halfOpen) socket.destroy();
  await until("they are gone", async () => (await at.connections()) === 0);
  assert.equal(await says(at.secure(), "room again"), "heard room again");
});

for (const { what, bytes } of [
  { what: "HTTP", bytes: "DELETE / HTTP/1.1\r\nHost: h\r\n\r\n" },
  { what: "HTTP with a body that goes on", bytes: `POST / HTTP/1.1\r\nHost: h\r\n\r\n${"x".repeat(1_000_000)}` },
  { what: "anything", bytes: "\0\x01\x02" },
]) {
  test(`who speaks ${what} instead is told, and the connection ends`, async () => {
    await using at = await opened({ refusal: "speak TLS" });
    const socket = at.dial();
    let answer = "";
    socket.on("data", (piece) => {
      answer += piece;
    });
    socket.write(bytes);
    await once(socket, "end");
    socket.end();
    await closed(socket);
    assert.equal(answer, "speak TLS");
    assert.deepEqual(at.heard, []);
    await until("it is gone", async () => (await at.connections()) === 0);
  });
}

test("a client that was refused and does not hang up is cut off", async () => {
  await using at = await opened({ refusal: "speak TLS", lingerMs: 50 });
  const socket = at.dial();
  socket.write("GET");
  await until("it is gone", async () => at.heard.length === 0 && socket.bytesRead > 0 && (await at.connections()) === 0);
  socket.destroy();
});

test("a client that hangs up without a word is let go", async () => {
  await using at = await opened();
  const socket = at.dial();
  await until("it is there", async () => (await at.connections()) === 1);
  socket.end();
  await until("it is gone", async () => (await at.connections()) === 0);
});

test("TLS before 1.2 is not spoken", async () => {
  await using at = await opened();
  const socket = at.secure({ maxVersion: "TLSv1.1", minVersion: "TLSv1", ciphers: "DEFAULT@SECLEVEL=0" });
  await assert.rejects(once(socket, "secureConnect"), { code: /PROTOCOL|VERSION/i });
});

test("a new certificate is for new connections, and those that are there go on", async () => {
  await using at = await opened();
  const before = at.secure();
  assert.equal(await says(before, "a"), "heard a");
  const next = selfSigned();
  at.door.renew(next);
  assert.equal(await says(before, "b"), "heard b");
  const after = at.secure({ ca: next.cert });
  assert.equal(await says(after, "c"), "heard c");
  await assert.rejects(once(at.secure(), "secureConnect"), { code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
});

test("what is no certificate is not taken up", async () => {
  await using at = await opened();
  assert.throws(() => at.door.renew({ cert: "x", key: "y" }));
  assert.throws(() => at.door.renew({ cert: selfSigned().cert, key: own.key }));
  assert.equal(await says(at.secure(), "a"), "heard a");
});

const ours = authority();
const [router, stranger] = [ours.issue(["DNS:router"]), ours.issue(["DNS:somebody"])];
const past = ours.issue(["DNS:router"], { from: "20200101000000Z", until: "20200201000000Z" });
const elsewhere = authority().issue(["DNS:router"]);

const refused: readonly { who: string; shows: Certificate | undefined }[] = [
  { who: "shows none", shows: undefined },
  { who: "shows one of another authority", shows: elsewhere },
  { who: "shows one that is over", shows: past },
  { who: "shows one of another name", shows: stranger },
  { who: "vouches for itself", shows: selfSigned(["DNS:router"]) },
];

const peers = { ca: ours.cert, admits: (socket: TLSSocket) => socket.getPeerX509Certificate()?.checkHost("router") !== undefined };

for (const { who, shows } of refused) {
  test(`where peers must show a certificate, one that ${who} says nothing that is heard`, async () => {
    await using at = await opened({ peers, minVersion: "TLSv1.3" });
    const socket = at.secure({ ...(shows && { cert: shows.cert, key: shows.key }) });
    socket.on("error", () => undefined).write("let me in");
    await closed(socket);
    await until("it is gone", async () => (await at.connections()) === 0);
    assert.deepEqual(at.heard, []);
  });
}

test("where peers must show a certificate, one that does is heard, also after a new one of ours", async () => {
  await using at = await opened({ peers });
  const shown = { cert: router.cert, key: router.key };
  assert.equal(await says(at.secure(shown), "a"), "heard a");
  const next = selfSigned();
  at.door.renew(next);
  assert.equal(await says(at.secure({ ...shown, ca: next.cert }), "b"), "heard b");
  const nobody = at.secure({ ca: next.cert });
  nobody.on("error", () => undefined).write("let me in");
  await closed(nobody);
  assert.deepEqual(at.heard, ["a", "b"]);
});
