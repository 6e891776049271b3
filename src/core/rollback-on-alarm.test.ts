/** Updates that alarms guard, in a world without processes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { EndpointWorld, fleetOf } from "../../test/harness/endpoint-world.ts";
import type { DeploymentPolicy, UpdateStage } from "./endpoint.ts";

const percent = (value: number) => ({ unit: "percent", value }) as const;
const allAtOnce: DeploymentPolicy = { kind: "allAtOnce", terminationWaitMs: 2_000 };
const canary: DeploymentPolicy = { kind: "canary", size: percent(25), waitMs: 1_000, terminationWaitMs: 2_000 };
const linear: DeploymentPolicy = { kind: "linear", size: percent(25), waitMs: 500, terminationWaitMs: 500 };
const rolling: DeploymentPolicy = { kind: "rolling", size: percent(25), waitMs: 300 };
const policies = [allAtOnce, canary, linear, rolling];

/** An endpoint of four instances, with an update that the alarms `errors` and `latency` guard. */
function guarded(policy: DeploymentPolicy): EndpointWorld {
  const world = new EndpointWorld({ desired: { v: { count: 4, weight: 1 } } });
  world.run(10);
  world.update(fleetOf("green", "c2"), { v: { count: 4, weight: 1 } }, { policy, alarms: ["errors", "latency"] });
  return world;
}

const stageOf = ({ endpoint }: EndpointWorld): UpdateStage | undefined =>
  endpoint?.change?.kind === "update" ? endpoint.change.stage : undefined;

function runUntil(world: EndpointWorld, kind: UpdateStage["kind"], step: number): void {
  for (let turn = 0; turn < 300; turn++) {
    const stage = stageOf(world);
    if (stage?.kind === kind && "step" in stage && stage.step === step) return;
    world.turn();
  }
  assert.fail(`the update never came to ${kind} of step ${step}`);
}

function isBack(world: EndpointWorld, reason: string): void {
  assert.equal(world.endpoint?.status, "InService");
  assert.equal(world.endpoint?.configName, "c1");
  assert.equal(world.endpoint?.failureReason, reason);
  assert.deepEqual(new Set(world.endpoint?.instances.map(({ fleetId }) => fleetId)), new Set(["blue"]));
  assert.equal(world.healthy().length, 4);
  assert.ok(world.fewestRouted >= 4, "no instance was missing on the way back");
  assert.ok(
    world.events.some((event) => event.includes(reason)),
    "the event log says why",
  );
}

const isForward = (world: EndpointWorld): void => {
  assert.equal(world.endpoint?.configName, "c2");
  assert.equal(world.endpoint?.failureReason, undefined);
};

for (const { policy, steps } of [
  { policy: allAtOnce, steps: 1 },
  { policy: canary, steps: 2 },
  { policy: linear, steps: 4 },
  { policy: rolling, steps: 4 },
]) {
  for (const step of new Set([1, steps])) {
    test(`${policy.kind}: an alarm in the bake after step ${step} of ${steps} brings the old fleet back, and is named`, () => {
      const world = guarded(policy);
      runUntil(world, "baking", step);
      world.alarming.add("latency");
      world.run(300);
      isBack(
        world,
        `Alarm "latency" is in ALARM state: the update went back while baking after step ${step} of ${steps} of its traffic shift.`,
      );
    });
  }

  test(`${policy.kind}: an alarm that was in ALARM before the update brings it back at the first bake`, () => {
    const world = guarded(policy);
    world.alarming.add("errors");
    world.run(300);
    isBack(world, `Alarm "errors" is in ALARM state: the update went back while baking after step 1 of ${steps} of its traffic shift.`);
  });

  test(`${policy.kind}: alarms that the update does not watch change nothing`, () => {
    const world = guarded(policy);
    world.alarming.add("of somebody else");
    world.run(300);
    isForward(world);
  });
}

test("an alarm that ends before the first bake changes nothing", () => {
  const world = guarded(canary);
  world.alarming.add("errors");
  runUntil(world, "shifting", 1);
  world.alarming.delete("errors");
  world.run(300);
  isForward(world);
});

test("an alarm after the last bake is too late", () => {
  const world = guarded(canary);
  while (stageOf(world)?.kind !== "terminating") world.turn();
  world.alarming.add("errors");
  world.run(300);
  isForward(world);
});

test("without time to bake an alarm in ALARM still brings it back", () => {
  const world = guarded({ kind: "allAtOnce", terminationWaitMs: 0 });
  world.alarming.add("errors");
  world.run(300);
  isBack(world, 'Alarm "errors" is in ALARM state: the update went back while baking after step 1 of 1 of its traffic shift.');
});

test("rolling: an alarm while the second batch starts brings the first back too", () => {
  const world = guarded(rolling);
  runUntil(world, "launching", 2);
  world.alarming.add("errors");
  world.run(300);
  isBack(world, 'Alarm "errors" is in ALARM state: the update went back on the way to step 2 of 4 of its traffic shift.');
});

test("all alarms in ALARM are named, in the order of the configuration", () => {
  const world = guarded(canary);
  runUntil(world, "baking", 1);
  world.alarming.add("latency").add("errors");
  world.run(300);
  isBack(world, 'Alarms "errors", "latency" are in ALARM state: the update went back while baking after step 1 of 2 of its traffic shift.');
});

test("law: whenever an alarm comes and whatever is forgotten, one whole fleet is left, and the new one only if no bake saw the alarm", () => {
  const story = fc.record({
    policy: fc.constantFrom(...policies, { ...rolling, rollbackSize: percent(25) }),
    from: fc.nat(80),
    turns: fc.integer({ min: 1, max: 60 }),
    crashes: fc.array(fc.boolean(), { maxLength: 40 }),
  });
  fc.assert(
    fc.property(story, ({ policy, from, turns, crashes }) => {
      const world = guarded(policy);
      let seenInBake = false;
      for (let turn = 0; turn < 600; turn++) {
        if (turn === from) world.alarming.add("errors");
        if (turn === from + turns) world.alarming.delete("errors");
        seenInBake ||= stageOf(world)?.kind === "baking" && world.alarming.size > 0;
        world.turn({ crash: crashes[turn] ?? false });
      }
      assert.equal(world.endpoint?.status, "InService");
      assert.equal(world.healthy().length, 4);
      assert.equal(world.endpoint?.fleets.length, 1);
      if (seenInBake) assert.equal(world.endpoint?.configName, "c1");
      if (world.endpoint?.configName === "c1") assert.match(world.endpoint.failureReason ?? "", /"errors"/);
      assert.ok(world.fewestRouted >= 3);
    }),
    { numRuns: 200, seed: 13 },
  );
});
