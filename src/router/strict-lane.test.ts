/** How connections of the strict lane begin, go on and end. */
import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import type { Server } from "node:http";
import { Duplex } from "node:stream";
import { test } from "node:test";
import { invocation, LaneWorld, ok } from "../../test/harness/lane-world.ts";
import { ManualClock } from "../../test/harness/manual-clock.ts";
import { until } from "../../test/harness/until.ts";
import { BodyRoom } from "../api/body-room.ts";
import { limits } from "../limits.ts";
import { LinkError, type LinkRequest, type LinkResponse } from "../link/instance-link.ts";
import { StrictLane } from "./strict-lane.ts";

/** The lane looks at its connections once a second. */
const seconds = (clock: ManualClock, count: number): void => {
  for (let second = 0; second < count; second++) clock.advance(1_000);
};

const bodyOf = (answer: string): string => answer.slice(answer.indexOf("\r\n\r\n") + 4);

/** A model that answers when it is told to; `asked` are the bodies it was given. */
function patient(world: LaneWorld) {
  const asked: string[] = [];
  const waiting: ((answer: LinkResponse) => void)[] = [];
  const left: LinkRequest[] = [];
  world.model = (request) =>
    new Promise((resolve, reject) => {
      asked.push(request.body.toString("latin1"));
      waiting.push(resolve);
      request.signal.addEventListener("abort", {
        handleEvent: () => {
          left.push(request);
          reject(new LinkError("gone"));
        },
      });
    });
  return { asked, left, answer: (text: string) => waiting.shift()!(ok(text)) };
}

test("pipelined requests are answered in the order they came, one at a time", async () => {
  await using world = await LaneWorld.open();
  const model = patient(world);
  await using client = await world.connect();
  client.socket.write(Buffer.concat(["a", "b", "c"].map((body) => invocation({ body }))));
  for (const body of ["a", "b", "c"]) {
    await until("the model is asked", () => model.asked.at(-1) === body);
    model.answer(`${body}!`);
    assert.equal(bodyOf(await client.answer()), `${body}!`);
  }
  assert.deepEqual([model.asked, world.byNode], [["a", "b", "c"], 0]);
});

test("a connection goes to node:http in the middle, and what was taken is answered before", async () => {
  await using world = await LaneWorld.open();
  const model = patient(world);
  await using client = await world.connect();
  client.socket.write(
    Buffer.concat([invocation({ body: "a" }), Buffer.from("GET /-/ready HTTP/1.1\r\nHost: h\r\n\r\n"), invocation({ body: "b" })]),
  );
  await until("the model is asked", () => model.asked.length === 1);
  assert.equal(world.byNode, 0);
  model.answer("a!");
  assert.equal(bodyOf(await client.answer()), "a!");
  assert.equal(bodyOf(await client.answer()), "ready\n");
  await until("the model is asked", () => model.asked.length === 2);
  model.answer("b!");
  assert.equal(bodyOf(await client.answer()), "b!");
  assert.equal(world.byNode, 2);
});

for (const how of ["ends", "resets"] as const) {
  test(`a client that ${how} its connection is not worked for any more`, async () => {
    await using world = await LaneWorld.open();
    const model = patient(world);
    await using client = await world.connect();
    client.socket.write(invocation());
    await until("the model is asked", () => model.asked.length === 1);
    if (how === "ends") client.socket.end();
    else client.socket.resetAndDestroy();
    await until("the link is told", () => model.left.length === 1);
    const [instance] = world.routes.find("us-east-1", "e")!.variants[0]!.fleets[0]!.instances;
    await until("its slot is free", () => instance!.inFlight === 0);
    assert.equal(world.ledger.take()[0]?.abandoned, 1);
    assert.deepEqual(world.failed, []);
  });
}

test("a client that sends more than may wait is read on when its answers are through", async () => {
  await using world = await LaneWorld.open();
  const model = patient(world);
  await using client = await world.connect();
  const bodies = Array.from({ length: 30 }, (_, nth) => `${nth}:${"x".repeat(100_000)}`);
  for (const body of bodies) client.socket.write(invocation({ body }));
  for (const body of bodies) {
    await until("the model is asked", () => model.asked.at(-1) === body);
    model.answer(body.slice(0, 3));
    assert.equal(bodyOf(await client.answer()), body.slice(0, 3));
  }
});

test("a client that reads nothing gets one answer at a time, and not more requests worked on", async () => {
  await using world = await LaneWorld.open();
  const large = Buffer.alloc(20_000_000, "x");
  let asked = 0;
  world.model = async () => {
    asked++;
    return { ...ok(""), body: large };
  };
  await using client = await world.connect();
  client.socket.pause();
  client.socket.write(Buffer.concat([invocation(), invocation(), invocation()]));
  await until("the model is asked", () => asked === 1);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(asked, 1);
  client.socket.resume();
  for (let nth = 0; nth < 3; nth++) assert.equal(bodyOf(await client.answer()).length, large.length);
  assert.equal(asked, 3);
});

test("a body that comes piece by piece is taken when it is whole", async () => {
  await using world = await LaneWorld.open();
  world.model = async ({ body }) => ok(String(body.length));
  await using client = await world.connect();
  const bytes = invocation({ body: "x".repeat(200_000) });
  for (let at = 0; at < bytes.length; at += 9_999) {
    client.socket.write(bytes.subarray(at, at + 9_999));
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.equal(bodyOf(await client.answer()), "200000");
  assert.equal(world.byNode, 0);
});

test("a body larger than the lane's bound is read by node:http", async () => {
  await using world = await LaneWorld.open();
  world.model = async ({ body }) => ok(String(body.length));
  assert.equal(bodyOf(await world.ask(invocation({ body: "x".repeat(limits.strictBodyBytes + 1) }))), String(limits.strictBodyBytes + 1));
  assert.equal(world.byNode, 1);
});

test("connections that ask nothing are ended in time, and those that asked later", async () => {
  const clock = new ManualClock(Date.now());
  await using world = await LaneWorld.open({ clock, noAuth: true });
  await using silent = await world.connect();
  await using asking = await world.connect();
  asking.socket.write(invocation({ signed: false }));
  await asking.answer();
  seconds(clock, limits.requestHeadMs / 1000 - 2);
  assert.deepEqual([silent.ended, asking.ended], [false, false]);
  seconds(clock, 4);
  await silent.end();
  assert.equal(asking.ended, false);
  seconds(clock, limits.requestIdleMs / 1000);
  await asking.end();
});

/** A connection as the lane has it: what it brings comes at once. */
class Wire extends Duplex {
  heard = "";

  override _read(): void {}

  override _write(bytes: Buffer, _: string, done: () => void): void {
    this.heard += bytes.toString("latin1");
    done();
  }

  setTimeout(): this {
    return this;
  }
}

/** A lane with room for one body of 100 bytes, and a connection to it. */
function slowWorld() {
  const clock = new ManualClock(0);
  const server = new EventEmitter().on("connection", () => assert.fail("node:http has it"));
  const bodyRoom = new BodyRoom(100);
  const taken: Buffer[] = [];
  const lane = new StrictLane(server as Server, (_, body) => taken.push(body) > 0, clock, bodyRoom);
  const wire = new Wire();
  server.emit("connection", wire);
  const hasRoom = (): boolean => {
    const has = bodyRoom.take(100);
    if (has) bodyRoom.give(100);
    return has;
  };
  return { clock, wire, taken, hasRoom, [Symbol.dispose]: () => lane[Symbol.dispose]() };
}

const body = "1,2".repeat(100).slice(0, 100);
const request = invocation({ signed: false, body });
const headBytes = request.indexOf("\r\n\r\n") + 4;

test("a request that comes byte by byte is whole when it is there in time", () => {
  using world = slowWorld();
  const { clock, wire, taken, hasRoom } = world;
  for (let at = 0; at < request.length; at++) {
    assert.deepEqual([taken.length, hasRoom()], [0, at < headBytes]);
    wire.emit("data", request.subarray(at, at + 1));
    clock.advance(limits.requestHeadMs / headBytes - 1);
  }
  assert.deepEqual([taken.map(String), hasRoom(), wire.heard], [[body], true, ""]);
});

for (const [what, first, ms] of [
  ["head", 20, limits.requestHeadMs],
  ["body", headBytes, limits.requestBodyMs],
] as const) {
  test(`a ${what} that is not there in time is refused, however steadily it comes`, async () => {
    using world = slowWorld();
    const { clock, wire, taken, hasRoom } = world;
    wire.emit("data", request.subarray(0, first));
    for (let at = first; wire.heard === ""; at++) {
      assert.ok(clock.now() <= ms);
      wire.emit("data", request.subarray(at, at + 1));
      seconds(clock, 5);
    }
    assert.ok(clock.now() > ms, `${clock.now()} ms`);
    assert.deepEqual([wire.heard, taken.length, hasRoom()], ["HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n", 0, true]);
    await once(wire, "finish");
  });
}

test("a look at all connections goes on when one that ends takes others with it", () => {
  const clock = new ManualClock(0);
  const server = new EventEmitter().on("connection", () => undefined);
  using _lane = new StrictLane(server as Server, () => true, clock);
  const wires = Array.from({ length: 4 }, () => new Wire());
  for (const wire of wires) server.emit("connection", wire);
  wires[3]!.end = () => {
    for (const other of wires.slice(1, 3)) other.emit("close");
    return wires[3]!;
  };
  seconds(clock, limits.requestHeadMs / 1000 + 1);
  assert.deepEqual(
    wires.map(({ writableEnded, destroyed }) => writableEnded || destroyed),
    [true, true, true, false],
  );
});

test("a server that closes answers what was asked, says so, and loses nothing", async () => {
  const clock = new ManualClock(Date.now());
  const world = await LaneWorld.open({ clock, noAuth: true });
  const model = patient(world);
  const [working, idle, late] = await Promise.all([world.connect(), world.connect(), world.connect()]);
  const byNode = await world.connect();
  byNode.socket.write(invocation({ signed: false, body: "slow", unsigned: { te: "trailers" } }));
  working.socket.write(Buffer.concat([invocation({ signed: false, body: "a" }), invocation({ signed: false, body: "b" })]));
  await until("the model is asked", () => model.asked.length === 2);
  const closed = once(world.frontDoor.server, "close");
  world.frontDoor.close();
  // A request that was on its way when the server closed.
  late.socket.write(invocation({ signed: false, body: "late" }));
  await until("the model is asked", () => model.asked.length === 3);
  for (let nth = 0; nth < 3; nth++) model.answer("!");
  await until("the model is asked", () => model.asked.length === 4);
  model.answer("!");
  assert.match(await working.answer(), /Connection: keep-alive/);
  for (const client of [working, late, byNode]) assert.match(await client.answer(), /^HTTP\/1.1 200 .*Connection: close/s);
  seconds(clock, 4);
  for (const client of [working, idle, late, byNode]) assert.equal(await client.end(), "");
  await closed;
});

test("a router has no more connections than it may", async () => {
  await using world = await LaneWorld.open();
  world.frontDoor.server.maxConnections = 2;
  await using first = await world.connect();
  await using second = await world.connect();
  await using third = await world.connect();
  await third.end();
  for (const client of [first, second]) {
    client.socket.write(invocation());
    assert.match(await client.answer(), /^HTTP\/1.1 200 /);
  }
});
