/** What a router does for everybody while somebody asks too much of it: more than instances can do, or slowly, or without taking the answers. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";
import { BodyRoom } from "../../src/api/body-room.ts";
import type { VariantRoute } from "../../src/core/routes.ts";
import { limits } from "../../src/limits.ts";
import type { LinkResponse } from "../../src/link/instance-link.ts";
import { type Asked, type Client, invocation, LaneWorld, type LaneWorldOptions, ok } from "../harness/lane-world.ts";
import { ManualClock } from "../harness/manual-clock.ts";
import { until } from "../harness/until.ts";
import { framed, http } from "../link/instances.ts";
import { newPlace, reached } from "../link/reached.ts";

/** A header of one hop that changes nothing: the strict lane leaves what has it. */
const lanes = { strict: {}, node: { te: "trailers" } } as const;
type Lane = keyof typeof lanes;
const names = Object.keys(lanes) as Lane[];

const ask = (lane: Lane, asked: Asked = {}): Buffer => invocation({ signed: false, unsigned: lanes[lane], ...asked });

const oneAtATime = (usual: VariantRoute): VariantRoute[] => [
  { ...usual, fleets: usual.fleets.map((fleet) => ({ ...fleet, maxConcurrency: 1 })) },
];

const seconds = (clock: ManualClock, count: number): void => {
  for (let second = 0; second < count; second++) clock.advance(1_000);
};

/** A world whose model answers when it is told to, one request after the other. */
async function patientWorld(options: LaneWorldOptions = {}) {
  const world = await LaneWorld.open({ noAuth: true, variants: oneAtATime, ...options });
  const answers: ((answer: LinkResponse) => void)[] = [];
  world.model = () => new Promise((resolve) => void answers.push(resolve));
  const { queue } = world.instance;
  /** Sends a request on a connection of its own, and waits until it has a place or is in line. */
  const begin = async (lane: Lane): Promise<Client> => {
    const before = world.instance.inFlight + queue.waiting;
    const client = await world.connect();
    client.socket.write(ask(lane));
    await until("it is there", () => world.instance.inFlight + queue.waiting > before);
    return client;
  };
  return { world, answers, queue, begin };
}

const connections = ({ frontDoor }: LaneWorld): Promise<number> =>
  new Promise((resolve, reject) => frontDoor.server.getConnections((error, count) => (error ? reject(error) : resolve(count))));

const alike = (answer: string): string => answer.replace(/^Date: .*$/m, "Date:").replace(/^x-amzn-requestid: [0-9a-f-]{36}$/m, "id");

test("both lanes refuse alike, and say when to try again", async () => {
  const clock = new ManualClock(Date.now());
  const { world, begin, queue } = await patientWorld({ clock });
  await using _world = world;
  await using _working = await begin("strict");
  await using strict = await begin("strict");
  await using node = await begin("node");
  assert.equal(queue.waiting, 2);
  seconds(clock, 11);
  const answer = await strict.answer();
  assert.match(answer, /^HTTP\/1.1 400 .*\r\nretry-after: 1\r\nx-amzn-errortype: ThrottlingException\r\n/s);
  assert.equal(alike(answer), alike(await node.answer()));
  const [count] = world.ledger.take();
  assert.deepEqual([count?.refused, count?.refusedLate, count?.serverErrors, count?.broken], [2, 2, 0, 0]);
});

for (const lane of names) {
  for (const how of ["ends", "resets"] as const) {
    test(`a client that ${how} its connection while it waits in line frees its place (${lane})`, async () => {
      const { world, begin, queue, answers } = await patientWorld();
      await using _world = world;
      await using working = await begin(lane);
      await using leaving = await begin(lane);
      await using staying = await begin(lane);
      assert.equal(queue.waiting, 2);
      if (how === "ends") leaving.socket.end();
      else leaving.socket.resetAndDestroy();
      await until("its place is free", () => queue.waiting === 1);
      assert.equal(world.instance.inFlight, 1, "nobody was answered meanwhile");
      answers.shift()!(ok("1"));
      assert.match(await working.answer(), /^HTTP\/1.1 200 /);
      await until("the next has its turn", () => answers.length === 1);
      answers.shift()!(ok("2"));
      assert.match(await staying.answer(), /^HTTP\/1.1 200 /);
      const [count] = world.ledger.take();
      assert.deepEqual([count?.served, count?.abandoned, count?.queued], [2, 1, 2]);
    });
  }

  for (const [name, kind] of Object.entries({ framed, http })) {
    test(`a client that leaves is not worked for any more (${lane}, an instance of ${name})`, async () => {
      await using at = await reached(kind, () => undefined);
      await using world = await LaneWorld.open({ noAuth: true, variants: oneAtATime, link: at.link });
      await using leaving = await world.connect();
      leaving.socket.write(ask(lane, { body: "first" }));
      await until("the instance has it", () => at.seen.length === 1);
      await using next = await world.connect();
      next.socket.write(ask(lane, { body: "second" }));
      await until("another one waits", () => world.instance.queue.waiting === 1);
      leaving.socket.destroy();
      await at.seen[0]!.left;
      await until("the other one is given to the instance", () => at.seen.length === 2);
      assert.equal(at.seen[1]!.body.toString(), "second");
      at.seen[1]!.answer(200, {}, Buffer.from("done"));
      assert.match(await next.answer(), /^HTTP\/1.1 200 /);
      assert.equal(world.instance.inFlight, 0);
    });
  }
}

for (const lane of names) {
  test(`a model has no more time than a client that says how long it waits (${lane})`, async () => {
    await using world = await LaneWorld.open({ noAuth: true });
    world.model = async ({ timeoutMs }) => ok(String(timeoutMs));
    const inHalfAMinute = new Date(Date.now() + 30_000).toISOString().replace(/[-:]|\.\d+/g, "");
    const timeOf = async (sdkRequest: string): Promise<number> => {
      const answer = await world.ask(ask(lane, { unsigned: { ...lanes[lane], "amz-sdk-request": sdkRequest } }));
      return Number(answer.slice(answer.indexOf("\r\n\r\n")));
    };
    assert.equal(await timeOf("attempt=1"), limits.invocationMs);
    const leftMs = await timeOf(`ttl=${inHalfAMinute}; attempt=2; max=5`);
    assert.ok(leftMs > 0 && leftMs <= 31_000, `${leftMs} ms`);
  });
}

test("health, metrics and the API are answered while invocations wait in line", async () => {
  const controlSocket = newPlace();
  const control = createServer((request, response) => response.end(`control has ${request.url}`)).listen(controlSocket);
  await once(control, "listening");
  const { world, queue, answers } = await patientWorld({ controlSocket });
  await using _world = world;
  const clients = await Promise.all(Array.from({ length: 400 }, () => world.connect()));
  for (const [nth, client] of clients.entries()) client.socket.write(ask(nth % 4 === 0 ? "node" : "strict"));
  await until("all are there", () => queue.waiting === clients.length - 1);
  const get = (path: string): Promise<string> => world.ask(Buffer.from(`GET ${path} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n`));
  assert.match(await get("/-/ready"), /^HTTP\/1.1 200 .*ready\n$/s);
  assert.match(await get("/metrics"), /^HTTP\/1.1 200 /);
  assert.match(await get("/some-bucket"), /^HTTP\/1.1 200 /);
  assert.equal(queue.waiting, clients.length - 1, "nobody was answered meanwhile");
  for (const client of clients) client.socket.destroy();
  await until("all places are free", () => queue.waiting === 0);
  for (const answer of answers) answer(ok(""));
  control.close();
});

test("a connection has no more invocations under way than it may, however many it sends at once", async () => {
  const { world, queue, answers } = await patientWorld();
  await using _world = world;
  await using client = await world.connect();
  const sent = limits.invocationsPerConnection + 20;
  client.socket.write(Buffer.concat(Array.from({ length: sent }, () => ask("node"))));
  await until("all are read", () => world.byNode === sent);
  assert.equal(world.instance.inFlight + queue.waiting, limits.invocationsPerConnection);
  const statuses: string[] = [];
  for (let nth = 0; nth < sent; nth++) {
    if (nth < limits.invocationsPerConnection) {
      await until("the model has one", () => answers.length === 1);
      answers.shift()!(ok("1"));
    }
    statuses.push((await client.answer()).slice(9, 12));
  }
  assert.deepEqual(statuses, [...Array(limits.invocationsPerConnection).fill("200"), ...Array(20).fill("503")]);
});

for (const [how, head] of Object.entries({
  "its length said": "te: trailers\r\ncontent-length: 1000",
  "in chunks": "transfer-encoding: chunked",
})) {
  test(`a body that comes too slowly to node:http ends its connection (${how})`, async () => {
    const clock = new ManualClock(Date.now());
    const { world } = await patientWorld({ clock });
    await using _world = world;
    await using client = await world.connect();
    client.socket.write(`POST /endpoints/e/invocations HTTP/1.1\r\nHost: h\r\n${head}\r\n\r\n1\r\n2\r\n`);
    await until("it is with node:http", () => world.byNode === 1);
    for (let second = 0; second * 1000 < limits.requestBodyMs + 2_000 && !client.ended; second += 10) {
      client.socket.write("1\r\n2\r\n"); // it goes on all the time
      seconds(clock, 10);
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.match(await client.end(), /^HTTP\/1.1 408 /);
    assert.deepEqual(world.failed, []);
  });
}

for (const lane of names) {
  test(`a client that does not take its answer is let go in time (${lane})`, async () => {
    const clock = new ManualClock(Date.now());
    const { world, answers } = await patientWorld({ clock });
    await using _world = world;
    await using client = await world.connect();
    client.socket.pause();
    client.socket.write(ask(lane));
    await until("the model has it", () => answers.length === 1);
    answers.shift()!({ ...ok(""), body: Buffer.alloc(limits.invocationBodyBytes) });
    await until("its slot is free", () => world.instance.inFlight === 0);
    await new Promise((resolve) => setImmediate(resolve));
    seconds(clock, limits.unreadAnswerMs / 1000 - 2);
    assert.equal(await connections(world), 1);
    seconds(clock, 5);
    await until("its connection is gone", async () => (await connections(world)) === 0);
  });

  test(`answers that nobody takes are bounded all together (${lane})`, async () => {
    const clock = new ManualClock(Date.now());
    await using world = await LaneWorld.open({ noAuth: true, clock });
    const body = Buffer.alloc(limits.invocationBodyBytes); // the same for all: a test that takes no memory
    world.model = async () => ({ ...ok(""), body });
    const clients = await Promise.all(Array.from({ length: 40 }, () => world.connect()));
    for (const client of clients) {
      client.socket.pause();
      client.socket.write(ask(lane));
    }
    let served = 0;
    await until("all are answered", () => {
      for (const count of world.ledger.take()) served += count.served;
      return served === clients.length;
    });
    await new Promise((resolve) => setImmediate(resolve));
    seconds(clock, 2);
    const most = limits.unreadAnswerBytes / (limits.invocationBodyBytes * 0.7); // the network has taken the rest
    await until("some are let go", async () => (await connections(world)) < most);
    assert.ok((await connections(world)) >= limits.unreadAnswerBytes / limits.invocationBodyBytes - 1, "but no more than needed");
    for (const client of clients) client.socket.destroy();
  });

  test(`when bodies take all the room there is for them, the next is refused (${lane})`, async () => {
    const bodyRoom = new BodyRoom(1_000);
    const { world, answers } = await patientWorld({ bodyRoom });
    await using _world = world;
    const large = { body: "x".repeat(600) };
    await using first = await world.connect();
    first.socket.write(ask(lane, large));
    await until("the model has it", () => answers.length === 1);
    const refused = await world.ask(ask(lane, large));
    assert.match(refused, /^HTTP\/1.1 503 .*\r\nretry-after: 1\r\nx-amzn-errortype: ServiceUnavailable\r\n/s);
    assert.equal(bodyRoom.takeRefused(), 1);
    answers.shift()!(ok("1"));
    await first.answer();
    await using again = await world.connect();
    again.socket.write(ask(lane, large));
    await until("there is room again", () => answers.length === 1);
    answers.shift()!(ok("1"));
    assert.match(await again.answer(), /^HTTP\/1.1 200 /);
  });
}

test("bodies that are still coming take room too, until their client leaves", async () => {
  const { world, answers } = await patientWorld({ bodyRoom: new BodyRoom(1_000) });
  await using _world = world;
  const large = ask("strict", { body: "x".repeat(600) });
  await using slow = await world.connect();
  slow.socket.write(large.subarray(0, -1));
  await until("it is there", async () => (await connections(world)) === 1);
  assert.match(await world.ask(large), /^HTTP\/1.1 503 /);
  slow.socket.destroy();
  await until("there is room again", async () => {
    const answer = world.ask(large);
    await until("there is an answer, or the model has it", async () => (await Promise.race([answer, null])) !== null || answers.length > 0);
    answers.shift()?.(ok("1"));
    return (await answer).startsWith("HTTP/1.1 200 ");
  });
});
