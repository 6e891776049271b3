/** Who gets a place on which instance, who waits, for how long, and who is refused. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { queueWorld, settle } from "../../test/harness/queue-world.ts";
import type { Call } from "../api/handlers.ts";
import type { ApiError } from "../api/wire.ts";
import { seededRng } from "../lib/rng.ts";
import { limits } from "../limits.ts";
import { invokeEndpoint } from "./invoke-endpoint.ts";

test("an instance gets as many as it may have, and the others wait their turn", async () => {
  const { worked, sendAll, outcomes, queue, counted } = queueWorld();
  await sendAll("1234");
  assert.deepEqual([worked.length, queue().waiting], [2, 2]);
  await worked[0]!.answer();
  assert.deepEqual([worked.length, queue().waiting], [2, 1]);
  while (worked.length > 0) await worked[0]!.answer();
  assert.deepEqual(outcomes, ["1 answered", "2 answered", "3 answered", "4 answered"]);
  assert.deepEqual(counted(), { served: 4, refused: 0, refusedFull: 0, refusedLate: 0, queued: 2, abandoned: 0 });
});

test("where chance sends a request does not matter as long as another instance has room", async () => {
  const { sendAll, inFlight, queue } = queueWorld({}, "a", "b", "c");
  await sendAll("123456");
  assert.equal([...inFlight()].sort().join(""), "aabbcc");
  assert.equal(queue().waiting, 0);
});

test("a time in the queue is not given to the model as well", async () => {
  const { clock, worked, sendAll } = queueWorld({ maxConcurrency: 1 });
  await sendAll("12");
  clock.advance(3_000);
  await worked[0]!.answer();
  assert.deepEqual([worked[0]!.request.timeoutMs, worked.length], [limits.invocationMs - 3_000, 1]);
});

test("a client that leaves gives up its place at once", async () => {
  const { worked, send, sendAll, outcomes, queue, counted } = queueWorld({ maxConcurrency: 1 });
  await send("1");
  const client = new AbortController();
  await send("2", client.signal);
  await send("3");
  assert.equal(queue().waiting, 2);
  client.abort();
  assert.equal(queue().waiting, 1, "at once");
  await settle();
  await worked[0]!.answer();
  await worked[0]!.answer();
  assert.deepEqual(outcomes, ["2 ModelError", "1 answered", "3 answered"]);
  const { served, abandoned, refused } = counted();
  assert.deepEqual([served, abandoned, refused], [2, 1, 0]);
  const left = AbortSignal.abort();
  await sendAll("4");
  await send("5", left);
  assert.equal(queue().waiting, 0);
});

test("nobody waits longer than there is patience, whatever the instance does", async () => {
  const { clock, worked, sendAll, outcomes, queue, counted } = queueWorld({ maxConcurrency: 1 });
  await sendAll("12");
  for (let second = 0; second < 11; second++) clock.advance(1_000);
  await settle();
  assert.deepEqual([outcomes, queue().waiting, worked.length], [["2 ThrottlingException"], 0, 1]);
  const { refused, refusedLate } = counted();
  assert.deepEqual([refused, refusedLate], [1, 1]);
});

test("a client that says how long it waits is not kept in line any longer, nor worked for", async () => {
  const { clock, worked, send, outcomes, queue } = queueWorld({ maxConcurrency: 1 });
  const until = (ms: number) => ({
    "amz-sdk-request": `ttl=${new Date(clock.now() + ms).toISOString().replace(/[-:]|\.\d+/g, "")}; attempt=2`,
  });
  await send("1");
  await send("2", undefined, 1, until(2_000));
  await send("3", undefined, 1, until(20_000));
  for (let nth = 0; nth < 30; nth++) clock.advance(100);
  await settle();
  assert.deepEqual([outcomes, queue().waiting], [["2 ThrottlingException"], 1]);
  await worked[0]!.answer();
  assert.equal(worked[0]!.request.timeoutMs, 18_000, "to the end of the second it names, without the time in line");
});

/** The instance answers one request every 10 ms, and new ones come ten times as fast. */
async function overload(forMs: number) {
  const it = queueWorld();
  const waits: number[] = [];
  for (let ms = 0; ms < forMs; ms++) {
    await it.send(String(ms));
    it.clock.advance(1);
    if (ms % 10 !== 9) continue;
    waits.push(limits.invocationMs - it.worked[0]!.request.timeoutMs);
    await it.worked[0]!.answer();
  }
  return { ...it, waits };
}

test("a queue that does not get short any more is kept short, until there is less to do", async () => {
  const { clock, worked, send, waits, counted, queue, outcomes } = await overload(4_000);
  const { served, refused, refusedFull, refusedLate } = counted();
  assert.equal(served, 400, "the instance was never idle");
  assert.equal(refused, refusedFull + refusedLate);
  assert.ok(refusedLate < refused / 10, `${refusedLate} of ${refused} were refused after a wait`);
  assert.ok(Math.max(...waits.slice(-200)) <= 30, `in the end the longest wait was ${Math.max(...waits.slice(-200))} ms`);
  assert.ok(queue().waiting <= 2);
  while (worked.length > 0) await worked[0]!.answer();
  clock.advance(1_000);
  outcomes.length = 0;
  for (let nth = 0; nth < 20; nth++) await send("burst");
  while (worked.length > 0) await worked[0]!.answer();
  assert.deepEqual(outcomes, Array(20).fill("burst answered"));
});

test("a refusal says when to try again", async () => {
  const { worked, sendAll, routes, clock } = queueWorld({ maxConcurrency: 1 });
  await sendAll("1");
  for (let nth = 0; nth < limits.admissionQueue.requests; nth++) void sendAll("w");
  await settle();
  const call = {
    input: { EndpointName: "e", Body: Buffer.alloc(1) },
    principal: { accessKeyId: "", accountId: "000000000000", region: "r", arn: "" },
    signal: new AbortController().signal,
    headers: {},
  } as unknown as Call<{ EndpointName: string; Body: Uint8Array }>;
  const context = { routes, rng: seededRng(1), clock, stopwatch: () => 0 };
  await assert.rejects(invokeEndpoint(context, call), (error: ApiError) => {
    assert.deepEqual([error.code, error.status, error.headers["retry-after"]], ["ThrottlingException", 400, "1"]);
    assert.match(error.message, /^Rate exceeded: .* variant v .* Try again in 1 s\.$/);
    return true;
  });
  assert.equal(worked.length, 1);
});

test("bodies that wait are bounded as well", async () => {
  const { send, queue, outcomes } = queueWorld({ maxConcurrency: 1 });
  await send("1");
  const most = limits.admissionQueue.bytes / limits.invocationBodyBytes;
  for (let nth = 0; nth <= most; nth++) await send("large", undefined, limits.invocationBodyBytes);
  assert.equal(queue().waiting, Math.floor(most));
  assert.deepEqual(outcomes, ["large ThrottlingException"]);
});

test("a new instance takes up what waits", async () => {
  const { publish, sendAll, inFlight, queue } = queueWorld();
  await sendAll("12345");
  assert.deepEqual([inFlight(), queue().waiting], ["aa", 3]);
  publish(["a", "b"]);
  await settle();
  assert.deepEqual([inFlight(), queue().waiting], ["aabb", 1]);
});

test("what waits for instances that are all gone is not kept waiting", async () => {
  for (const endpoint of ["still there", "gone"]) {
    const { publish, sendAll, outcomes, worked, counted } = queueWorld();
    await sendAll("123");
    publish([], endpoint === "gone" ? { name: "x" } : {});
    await settle();
    assert.deepEqual(outcomes, ["3 ServiceUnavailable"]);
    while (worked.length > 0) await worked[0]!.answer();
    const { served, refused, refusedFull, refusedLate } = counted();
    assert.deepEqual([served, refused, refusedFull, refusedLate], [2, 1, 0, 0]);
  }
});

test("an instance that cannot be reached does not swallow the queue", async () => {
  const { worked, sendAll, inFlight, outcomes, queue } = queueWorld({}, "a", "b", "c");
  await sendAll("123456789");
  for (const each of worked.filter(({ instance }) => instance === "a")) await each.fail("not-sent");
  assert.deepEqual([[...inFlight()].sort().join(""), queue().waiting], ["bbcc", 5]);
  while (worked.length > 0) await worked[0]!.answer();
  assert.equal(outcomes.filter((each) => each.endsWith("answered")).length, 9);
});

test("with idempotent invocations, what a dead instance breaks off waits for a place on another like everybody", async () => {
  const { publish, worked, sendAll, outcomes, queue, inFlight, routes } = queueWorld({}, "a", "b");
  publish(["a", "b"], {}, { idempotent: true });
  await sendAll("1234");
  for (const each of worked.filter(({ instance }) => instance === "a")) await each.fail("broken");
  assert.deepEqual([[...inFlight()].sort().join(""), queue().waiting], ["bb", 2]);
  while (worked.length > 0) await worked[0]!.answer();
  assert.deepEqual(outcomes.toSorted(), ["1 answered", "2 answered", "3 answered", "4 answered"]);
  assert.deepEqual(
    routes.find("r", "e")!.variants[0]!.fleets[0]!.instances.map((each) => each.inFlight),
    [0, 0],
  );
});

test("one whose client leaves while it waits there has broken off", async () => {
  const { publish, worked, send, outcomes, queue } = queueWorld({ maxConcurrency: 1 }, "a", "b");
  publish(["a", "b"], {}, { idempotent: true });
  const client = new AbortController();
  await send("1", client.signal);
  const [first] = worked;
  await send("2");
  await first!.fail("broken");
  assert.equal(queue().waiting, 1);
  client.abort();
  await settle();
  assert.deepEqual([outcomes, queue().waiting, worked.length], [["1 ModelError"], 0, 1]);
});

test("an instance whose limit nobody has declared is given more when it answers faster for it", async () => {
  const { clock, worked, send, queue, routes } = queueWorld({ maxConcurrency: undefined! });
  const [instance] = routes.find("r", "e")!.variants[0]!.fleets[0]!.instances;
  const before = instance!.meter.limit;
  for (let nth = 0; nth < before + 100; nth++) await send("x");
  assert.deepEqual([worked.length, queue().waiting], [before, 100]);
  // Every 100 ms everything that is in flight is answered, however much it is.
  for (let round = 0; round < 12; round++) {
    clock.advance(100);
    for (const each of [...worked]) await each.answer();
    for (let nth = queue().waiting; nth < 100; nth++) await send("x");
  }
  assert.ok(instance!.meter.limit > 2 * before, `the limit is ${instance!.meter.limit}`);
});

test("answers that only say that there is too much to do are no reason to give an instance more", async () => {
  const { clock, worked, send, queue, routes } = queueWorld({ maxConcurrency: undefined! });
  const [instance] = routes.find("r", "e")!.variants[0]!.fleets[0]!.instances;
  // Sixteen of each round are answered, the rest gets a 503 at once.
  for (let round = 0; round < 60; round++) {
    for (let nth = queue().waiting; nth < 100; nth++) await send("x");
    clock.advance(100);
    for (const [nth, each] of [...worked].entries()) await each.answer(nth < 16 ? 200 : 503);
  }
  assert.ok(instance!.meter.limit <= 32, `the limit is ${instance!.meter.limit}`);
});
