/** Each side of the framed link against one that breaks the protocol (docs/link.md), or that does what few peers do. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { limits } from "../../src/limits.ts";
import { kinds, preface } from "../../src/link/frames.ts";
import { unknownBytes } from "../../src/link/head.ts";
import { LinkError } from "../../src/link/instance-link.ts";
import { until } from "../harness/until.ts";
import { request, type Served } from "./instance-behaviour.ts";
import { framed } from "./instances.ts";
import { frame, headed, RawPeer, rawInstance, uint32 } from "./raw-peer.ts";
import { newPlace } from "./reached.ts";

async function withRouter(behave: (served: Served) => void = (served) => served.answer(200, {}, served.body)) {
  const place = newPlace();
  const seen: Served[] = [];
  const instance = await framed.start(place, (served) => {
    seen.push(served);
    behave(served);
  });
  const peer = await RawPeer.connect(place);
  return { ...instance, peer, seen, place, [Symbol.asyncDispose]: async () => instance.kill() };
}

const whole = (id: number, body = "x"): Buffer => frame(kinds.request, id, headed(0, body.length, {}, body), true);
const begun = (id: number, bodyBytes: number): Buffer => frame(kinds.request, id, headed(0, bodyBytes));
const tooLong = Buffer.from([1, 0, 2, kinds.data, 1, 0, 0, 0]); // announces 131,073 bytes

const againstInstances: readonly { what: string; sends: readonly Buffer[] }[] = [
  { what: "rubbish", sends: [Buffer.from("GET / HTTP/1.1\r\n\r\n")] },
  { what: "a frame that is too long", sends: [tooLong] },
  { what: "a kind that there is not", sends: [frame(11, 1)] },
  { what: "a kind that only instances send", sends: [frame(kinds.away, 0)] },
  { what: "a request without id", sends: [frame(kinds.request, 0, headed(0, 0), true)] },
  { what: "an id of an earlier request", sends: [whole(2), whole(2)] },
  { what: "an id before an earlier one", sends: [whole(2), whole(1)] },
  { what: "a body of no request", sends: [frame(kinds.data, 1, "x", true)] },
  { what: "credit for no request", sends: [frame(kinds.credit, 1, uint32(1))] },
  { what: "a cancellation of no request", sends: [frame(kinds.cancel, 1)] },
  { what: "credit of three bytes", sends: [whole(1), frame(kinds.credit, 1, "abc")] },
  { what: "a cancellation marked as the last", sends: [whole(1), frame(kinds.cancel, 1, "", true)] },
  { what: "a ping with an id", sends: [frame(kinds.ping, 1, "12345678")] },
  { what: "a head that ends within a field", sends: [frame(kinds.request, 1, headed(0, 0, { accept: "abc" }).subarray(0, -1), true)] },
  { what: "a head with a control character", sends: [frame(kinds.request, 1, headed(0, 0, { accept: "a\r\nb" }), true)] },
  { what: "a body shorter than announced", sends: [frame(kinds.request, 1, headed(0, 2, {}, "x"), true)] },
  { what: "a body shorter than announced, in pieces", sends: [begun(1, 2), frame(kinds.data, 1, "x", true)] },
  { what: "a body longer than announced", sends: [begun(1, 2), frame(kinds.data, 1, "xyz")] },
  {
    what: "more than was granted",
    sends: [begun(1, unknownBytes), frame(kinds.data, 1, Buffer.alloc(limits.link.frameBytes)), frame(kinds.data, 1, "x")],
  },
];

for (const { what, sends } of againstInstances) {
  test(`an instance that is sent ${what} says so, closes, and serves others`, async () => {
    // Room for long bodies is taken, so that nobody is granted any before his time.
    await using at = await withRouter();
    const hogs = await RawPeer.connect(at.place);
    for (let id = 1; id <= 10; id++) hogs.send(begun(id, limits.invocationBodyBytes));
    await hogs.hears("credit", 8);
    at.peer.send(...sends);
    const { payload } = await at.peer.hears("fault");
    assert.match(payload.toString(), /^[A-Z][^\n]+\.$/);
    await until("the connection is closed", () => at.peer.closed);
    const other = await RawPeer.connect(at.place);
    other.send(whole(1, "fine"));
    assert.equal((await other.hears("answer")).last, true);
  });
}

const answer = (id: number, body = "ok", announced = body.length): Buffer =>
  frame(kinds.answer, id, headed(200, announced, {}, body), true);

const againstRouters: readonly { what: string; sends: readonly Buffer[] }[] = [
  { what: "rubbish", sends: [Buffer.from("HTTP/1.1 200 OK\r\n\r\n")] },
  { what: "a frame that is too long", sends: [tooLong] },
  { what: "an answer to no request", sends: [answer(2)] },
  { what: "a request", sends: [whole(1)] },
  { what: "a failure that there is not", sends: [frame(kinds.failure, 1, "\x09why")] },
  { what: "a body before the head", sends: [frame(kinds.data, 1, "x", true)] },
  { what: "two heads", sends: [frame(kinds.answer, 1, headed(200, 2)), answer(1)] },
  { what: "less than announced", sends: [answer(1, "ok", 3)] },
  { what: "more than announced", sends: [frame(kinds.answer, 1, headed(200, 1, {}, "ok"))] },
  { what: "a control character in a head", sends: [frame(kinds.answer, 1, headed(200, 0, { contentType: "a\nb" }), true)] },
];

for (const { what, sends } of againstRouters) {
  test(`a router that is sent ${what} says so, and its requests are broken, not sent again`, async () => {
    const place = newPlace();
    const peers: RawPeer[] = [];
    await using _instance = await rawInstance(place, (peer) => peers.push(peer));
    const link = framed.open(place);
    const invoked = link.invoke(request);
    const outcome = assert.rejects(
      invoked,
      (error) => error instanceof LinkError && error.trouble === "broken" && error.cause instanceof Error,
    );
    const peer = await until("the router has connected", () => peers[0]);
    await peer.hears("request");
    peer.send(...sends);
    await outcome;
    assert.match((await peer.hears("fault")).payload.toString(), /\.$/);
    assert.equal(peers.length, 1);
    await link.close();
  });
}

test("a router that is sent more of an answer than it granted says so, and gives its reader what came before", async () => {
  const place = newPlace();
  const peers: RawPeer[] = [];
  await using _instance = await rawInstance(place, (peer) => peers.push(peer));
  const link = framed.open(place);
  const streamed = link.stream({ ...request, maxResponseBytes: 1e9 });
  const peer = await until("the router has connected", () => peers[0]);
  const { id } = await peer.hears("request");
  const piece = frame(kinds.data, id, Buffer.alloc(limits.link.frameBytes));
  peer.send(frame(kinds.answer, id, headed(200, unknownBytes)), piece, piece);
  const { body } = await streamed;
  assert.match((await peer.hears("fault")).payload.toString(), /granted/);
  let bytes = 0;
  const read = async (): Promise<void> => {
    for await (const each of body) bytes += each.length;
  };
  await assert.rejects(read(), (error) => error instanceof LinkError && error.trouble === "broken");
  assert.equal(bytes, limits.link.frameBytes);
  await link.close();
});

const said: readonly { failure: number; trouble: LinkError["trouble"] }[] = [
  { failure: 1, trouble: "not-sent" },
  { failure: 2, trouble: "timeout" },
  { failure: 3, trouble: "broken" },
];
for (const { failure, trouble } of said) {
  test(`failure ${failure} of an instance is "${trouble}", and the connection goes on`, async () => {
    const place = newPlace();
    const peers: RawPeer[] = [];
    await using _instance = await rawInstance(place, (peer) => peers.push(peer));
    const link = framed.open(place);
    const first = assert.rejects(
      link.invoke(request),
      (error) => error instanceof LinkError && error.trouble === trouble && (error.cause as Error).message === "Why.",
    );
    const peer = await until("the router has connected", () => peers[0]);
    const { id } = await peer.hears("request");
    peer.send(frame(kinds.failure, id, Buffer.concat([Buffer.from([failure]), Buffer.from("Why.")])));
    await first;
    const second = link.invoke(request);
    peer.send(answer((await peer.hears("request", 1)).id));
    assert.equal((await second).body.toString(), "ok");
    await link.close();
  });
}

test("half a frame is waited for, and a connection that ends with it is only closed", async () => {
  await using at = await withRouter();
  const bytes = whole(1, "in two halves");
  at.peer.send(bytes.subarray(0, 11));
  const other = await RawPeer.connect(at.place);
  other.send(whole(1));
  await other.hears("answer");
  at.peer.send(bytes.subarray(11), whole(2).subarray(0, 5));
  await at.peer.hears("answer");
  at.peer.socket.end();
  await until("the connection is closed", () => at.peer.closed);
  assert.deepEqual(
    at.peer.heard.map(({ kind }) => kind),
    [kinds.answer],
  );
});

test("a greeting in single bytes is a greeting, and something else is none", async () => {
  await using at = await withRouter();
  const slow = await RawPeer.connect(at.place, Buffer.alloc(0));
  for (const byte of Buffer.concat([preface(1), whole(1)])) {
    slow.socket.write(Buffer.from([byte]));
    await new Promise(setImmediate);
  }
  await slow.hears("answer");
  const stranger = await RawPeer.connect(at.place, Buffer.from("\x89HSLINE\x01", "latin1"));
  await until("the stranger is refused", () => stranger.closed);
});

test("a router of a later version is offered ours", async () => {
  await using at = await withRouter();
  const later = await RawPeer.connect(at.place, preface(2));
  later.send(whole(1));
  await later.hears("answer");
  assert.equal(later.version, 1);
});

test("each side answers a ping", async () => {
  await using at = await withRouter();
  at.peer.send(frame(kinds.ping, 0, "12345678"));
  assert.equal((await at.peer.hears("pong")).payload.toString(), "12345678");
  const place = newPlace();
  const peers: RawPeer[] = [];
  await using _instance = await rawInstance(place, (peer) => peers.push(peer));
  const link = framed.open(place);
  const invoked = link.invoke(request);
  const peer = await until("the router has connected", () => peers[0]);
  peer.send(frame(kinds.ping, 0, "abcdefgh"), answer((await peer.hears("request")).id));
  await invoked;
  assert.equal((await peer.hears("pong")).payload.toString(), "abcdefgh");
  await link.close();
});

test("what crosses the end of its request is nobody's fault", async () => {
  await using at = await withRouter();
  at.peer.send(whole(1));
  await at.peer.hears("answer");
  at.peer.send(frame(kinds.cancel, 1), frame(kinds.credit, 1, uint32(5)), frame(kinds.data, 1, "x"), whole(2));
  await at.peer.hears("answer", 1);
});

test("long bodies wait for their turn: no more is granted than there is room for, and a cancelled one makes room", async () => {
  await using at = await withRouter();
  const bodyBytes = limits.invocationBodyBytes;
  const room = Math.floor(limits.link.longBodyBytes / bodyBytes);
  for (let id = 1; id <= room + 2; id++) at.peer.send(begun(id, bodyBytes));
  at.peer.send(frame(kinds.ping, 0, "12345678"));
  await at.peer.hears("pong");
  const granted = (): number[] => at.peer.heard.filter(({ kind }) => kind === kinds.credit).map(({ id }) => id);
  assert.deepEqual(
    granted(),
    Array.from({ length: room }, (_, index) => index + 1),
  );
  at.peer.send(frame(kinds.cancel, 3));
  await at.peer.hears("credit", room);
  assert.equal(granted().at(-1), room + 1);
});

test("a long body whose time is over gives back its room, and its request has not begun", async () => {
  await using at = await withRouter();
  at.peer.send(frame(kinds.request, 1, headed(20, limits.invocationBodyBytes)));
  const { payload } = await at.peer.hears("failure");
  assert.equal(payload[0], 2);
  assert.equal(at.seen.length, 0);
});

test("the time that is left travels with a request", async () => {
  const place = newPlace();
  const peers: RawPeer[] = [];
  await using _instance = await rawInstance(place, (peer) => peers.push(peer));
  const link = framed.open(place);
  const outcome = assert.rejects(link.invoke({ ...request, timeoutMs: 12_345 }));
  const peer = await until("the router has connected", () => peers[0]);
  const leftMs = (await peer.hears("request")).payload.readUInt32LE(0);
  assert.ok(leftMs > 0 && leftMs <= 12_345, `${leftMs} ms`);
  peer.socket.destroy();
  await outcome;
});
