/** That an instance which falls behind does not move the shares of two fleets, nor costs anybody an answer. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { queueWorld, settle } from "../../test/harness/queue-world.ts";
import { limits } from "../limits.ts";
import { leastWindowMs } from "./limit-meter.ts";

const { fleetMs, lookMs } = limits.admissionQueue;

/** `old` and `new` take one request at once; every request is drawn for `new` until the shares are published otherwise. */
function twoFleets() {
  const world = queueWorld();
  const share = (ofNew: number, ...ids: string[]): void => {
    const fleets = ids.map((id) => ({
      id,
      configName: id,
      share: id === "new" ? ofNew : 1 - ofNew,
      maxConcurrency: 1,
      instances: [{ id, zone: "a", address: { socket: id } }],
    }));
    world.publish(["old"], { fleets });
  };
  share(1, "old", "new");
  return { ...world, share };
}

test("a request waits for the fleet that was drawn for it although another has room", async () => {
  const { sendAll, inFlight, worked, queue, outcomes } = twoFleets();
  await sendAll("12");
  assert.deepEqual([inFlight(), queue().waiting], ["new", 1]);
  await worked[0]!.answer();
  assert.deepEqual([inFlight(), queue().waiting, outcomes], ["new", 0, ["1 answered"]]);
});

test("those behind it that are drawn for a fleet with room do not wait for it", async () => {
  const { sendAll, share, inFlight, worked, queue, outcomes } = twoFleets();
  await sendAll("12");
  share(0, "old", "new");
  await sendAll("34");
  assert.deepEqual([inFlight(), queue().waiting], ["newold", 2]);
  await worked[1]!.answer();
  assert.deepEqual([inFlight(), queue().waiting, outcomes], ["newold", 1, ["3 answered"]]);
});

test("it waits for a moment only, and then goes where there is room", async () => {
  const { clock, sendAll, inFlight, queue } = twoFleets();
  await sendAll("12");
  clock.advance(fleetMs - 1);
  await settle();
  assert.deepEqual([inFlight(), queue().waiting], ["new", 1]);
  for (let ms = 0; ms <= lookMs; ms++) clock.advance(1);
  await settle();
  assert.deepEqual([inFlight(), queue().waiting], ["newold", 0]);
});

test("nobody is refused while any fleet has room", async () => {
  const { send, inFlight, queue, outcomes } = twoFleets();
  await send("1");
  const most = limits.admissionQueue.bytes / limits.invocationBodyBytes;
  for (let nth = 0; nth < Math.floor(most); nth++) await send("waits", undefined, limits.invocationBodyBytes);
  assert.equal(inFlight(), "new");
  await send("one too many", undefined, limits.invocationBodyBytes);
  assert.deepEqual([inFlight(), queue().waiting, outcomes], ["newold", Math.floor(most), []]);
});

test("it goes anywhere as soon as its fleet is gone", async () => {
  const { sendAll, share, inFlight, queue } = twoFleets();
  await sendAll("12");
  share(0, "old");
  await settle();
  assert.deepEqual([inFlight(), queue().waiting], ["newold", 0]);
});

test("what an instance with room answers meanwhile says nothing about its limit", async () => {
  const { clock, sendAll, share, worked, routes } = twoFleets();
  const old = routes.find("r", "e")!.variants[0]!.fleets[0]!.instances[0]!;
  old.meter.limit = 8;
  await sendAll("1");
  for (let ms = 0; ms < 2 * leastWindowMs; ms += 4) {
    if (ms % 40 === 0) {
      share(1, "old", "new");
      await sendAll("w");
      share(0, "old", "new");
    }
    await sendAll("x");
    clock.advance(4);
    await worked.find(({ instance }) => instance === "old")!.answer();
  }
  assert.equal(old.meter.perMs, 0);
});
