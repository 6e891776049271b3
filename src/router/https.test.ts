/** Both lanes of the front door behind TLS: as over TCP, and what only TLS brings with it. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { selfSigned } from "../../test/harness/certificates.ts";
import { Client, invocation, LaneWorld, type LaneWorldOptions, ok } from "../../test/harness/lane-world.ts";
import { ManualClock } from "../../test/harness/manual-clock.ts";
import { until } from "../../test/harness/until.ts";
import { LinkError, type LinkRequest } from "../link/instance-link.ts";

const certificate = selfSigned();
const open = (options: LaneWorldOptions = {}): Promise<LaneWorld> => LaneWorld.open({ certificate, ...options });
const bodyOf = (answer: string): string => answer.slice(answer.indexOf("\r\n\r\n") + 4);
const withoutNames = (answer: string): string => answer.replace(/date: .*|x-amzn-requestid: .*/gi, "");

const echo = async ({ body }: LinkRequest) => ok(body.toString("latin1"));

test("an answer is the same, byte for byte, in both lanes and over TCP", async () => {
  await using secure = await open();
  await using plain = await LaneWorld.open();
  for (const world of [secure, plain]) world.model = echo;
  const strict = [await secure.ask(invocation()), await plain.ask(invocation())];
  assert.deepEqual([secure.byNode, plain.byNode], [0, 0]);
  const others = [await secure.ask(invocation({ unsigned: { te: "x" } })), await plain.ask(invocation({ unsigned: { te: "x" } }))];
  assert.deepEqual([secure.byNode, plain.byNode], [1, 1]);
  const [first, ...rest] = [...strict, ...others].map(withoutNames);
  assert.match(first!, /^HTTP\/1\.1 200 OK\r\n/);
  for (const answer of rest) assert.equal(answer, first);
});

test("pipelined requests are answered in order, and a connection goes to node:http in the middle with all that was not read", async () => {
  await using world = await open();
  world.model = echo;
  await using client = await world.connect();
  const ready = Buffer.from("GET /-/ready HTTP/1.1\r\nHost: h\r\n\r\n");
  client.socket.write(Buffer.concat([invocation({ body: "a" }), invocation({ body: "b" }), ready, invocation({ body: "c" })]));
  for (const body of ["a", "b", "ready\n", "c"]) assert.equal(bodyOf(await client.answer()), body);
  assert.equal(world.byNode, 2);
});

test("a request in small pieces, each a record of its own, is read in the strict lane", async () => {
  await using world = await open();
  world.model = echo;
  await using client = await world.connect();
  for (const byte of invocation({ body: "piece by piece" })) client.socket.write(Buffer.of(byte));
  assert.equal(bodyOf(await client.answer()), "piece by piece");
  assert.equal(world.byNode, 0);
});

test("long answers reach a client that reads slowly, whole", async () => {
  await using world = await open();
  const large = Buffer.alloc(20_000_000, "0123456789");
  world.model = async () => ({ ...ok(""), body: large });
  await using client = await world.connect();
  client.socket.pause();
  client.socket.write(Buffer.concat([invocation(), invocation()]));
  await new Promise((resolve) => setImmediate(resolve));
  client.socket.resume();
  for (let nth = 0; nth < 2; nth++) assert.equal(bodyOf(await client.answer()), large.toString());
});

for (const how of ["ends", "resets"] as const) {
  test(`a client that ${how} its connection is not worked for any more`, async () => {
    await using world = await open();
    let asked = 0;
    let left = 0;
    world.model = ({ signal }) =>
      new Promise((_, reject) => {
        asked++;
        const handleEvent = (): void => {
          left++;
          reject(new LinkError("gone"));
        };
        signal.addEventListener("abort", { handleEvent });
      });
    const beneath = await world.dial();
    const { connect } = await import("node:tls");
    const socket = connect({ socket: beneath, ca: certificate.cert, servername: "localhost" });
    await once(socket, "secureConnect");
    await using _client = new Client(socket);
    socket.write(invocation());
    await until("the model is asked", () => asked === 1);
    if (how === "ends") socket.end();
    else beneath.resetAndDestroy();
    await until("the link is told", () => left === 1);
    assert.deepEqual(world.failed, []);
  });
}

test("a server that closes answers what was asked, says that it is the last answer, and ends the rest", async () => {
  const clock = new ManualClock(Date.now());
  await using world = await open({ clock });
  const release = Promise.withResolvers<void>();
  let asked = 0;
  world.model = async () => {
    asked++;
    await release.promise;
    return ok("last");
  };
  await using busy = await world.connect();
  await using idle = await world.connect();
  busy.socket.write(invocation());
  await until("the model is asked", () => asked === 1);
  world.frontDoor.close();
  for (let second = 0; second < 4; second++) clock.advance(1_000);
  await idle.end();
  release.resolve();
  const answer = await busy.answer();
  assert.match(answer, /\r\nconnection: close\r\n/i);
  assert.equal(bodyOf(answer), "last");
  await busy.end();
});

for (const { what, bytes } of [
  { what: "an invocation", bytes: invocation() },
  { what: "a GET", bytes: Buffer.from("GET /-/ready HTTP/1.1\r\nHost: h\r\n\r\n") },
]) {
  test(`${what} over plain HTTP is answered with what to do, and reaches nobody`, async () => {
    await using world = await open();
    await using client = new Client(await world.dial());
    client.socket.write(bytes);
    const answer = await client.answer();
    assert.match(answer, /^HTTP\/1\.1 400 Bad Request\r\nConnection: close\r\n/);
    assert.match(JSON.parse(bodyOf(answer)).message, /write https:\/\/ instead of http:\/\//);
    await client.end();
    assert.deepEqual([world.byNode, world.ledger.take()], [0, []]);
  });
}

test("a connection lives on, in either lane, when the certificate is renewed", async () => {
  await using world = await open();
  world.model = echo;
  await using strict = await world.connect();
  await using other = await world.connect();
  const unusual = (body: string): Buffer => invocation({ body, unsigned: { te: "x" } });
  strict.socket.write(invocation({ body: "a" }));
  other.socket.write(unusual("a"));
  assert.deepEqual([await strict.answer(), await other.answer()].map(bodyOf), ["a", "a"]);
  const next = selfSigned();
  world.frontDoor.secure!.renew(next);
  strict.socket.write(invocation({ body: "b" }));
  other.socket.write(unusual("b"));
  assert.deepEqual([await strict.answer(), await other.answer()].map(bodyOf), ["b", "b"]);
  await assert.rejects(world.connect(), { code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
  await using renewed = new Client(await world.dialSecurely(next.cert));
  renewed.socket.write(invocation({ body: "c" }));
  assert.equal(bodyOf(await renewed.answer()), "c");
});
