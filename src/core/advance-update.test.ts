/** The deployment engine, policy by policy, in a world without processes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { EndpointWorld, fleetOf } from "../../test/harness/endpoint-world.ts";
import { greenAt, isLastStep } from "./deployment-policy.ts";
import type { DeploymentPolicy } from "./endpoint.ts";

const percent = (value: number) => ({ unit: "percent", value }) as const;
const canary: DeploymentPolicy = { kind: "canary", size: percent(25), waitMs: 1_000, terminationWaitMs: 2_000 };
const linear: DeploymentPolicy = { kind: "linear", size: percent(25), waitMs: 500, terminationWaitMs: 500 };
const rolling: DeploymentPolicy = { kind: "rolling", size: percent(25), waitMs: 300 };

function serving(count: number): EndpointWorld {
  const world = new EndpointWorld({ desired: { v: { count, weight: 1 } } });
  world.run(10);
  assert.equal(world.endpoint?.status, "InService");
  return world;
}

function updated(count: number, policy: DeploymentPolicy, turns = 200): EndpointWorld {
  const world = serving(count);
  world.update(fleetOf("green", "c2"), { v: { count, weight: 1 } }, { policy });
  world.run(turns);
  return world;
}

function isOnlyGreen(world: EndpointWorld, count: number): void {
  assert.equal(world.endpoint?.status, "InService");
  assert.equal(world.endpoint?.configName, "c2");
  assert.equal(world.endpoint?.change, undefined);
  assert.equal(world.endpoint?.failureReason, undefined);
  assert.deepEqual(new Set(world.endpoint?.instances.map(({ fleetId }) => fleetId)), new Set(["green"]));
  assert.equal(world.healthy().length, count);
}

function isOnlyBlue(world: EndpointWorld, count: number, reason: RegExp): void {
  assert.equal(world.endpoint?.status, "InService");
  assert.equal(world.endpoint?.configName, "c1");
  assert.match(world.endpoint?.failureReason ?? "", reason);
  assert.deepEqual(new Set(world.endpoint?.instances.map(({ fleetId }) => fleetId)), new Set(["blue"]));
  assert.equal(world.healthy().length, count);
}

test("canary: a quarter of the traffic first, then all of it, with both fleets whole until the end", () => {
  const world = updated(4, canary);
  isOnlyGreen(world, 4);
  assert.deepEqual(world.shares, [0.25, 1, 0]);
  assert.equal(world.mostInstances, 8);
  assert.ok(world.fewestRouted >= 4);
});

test("linear: a quarter more each time", () => {
  const world = updated(4, linear);
  isOnlyGreen(world, 4);
  assert.deepEqual(world.shares, [0.25, 0.5, 0.75, 1, 0]);
});

test("rolling: batch by batch, never more than one batch above the fleet, never fewer in service than the fleet", () => {
  const world = updated(4, rolling);
  isOnlyGreen(world, 4);
  assert.deepEqual(world.shares, [0.25, 0.5, 0.75, 1, 0]);
  assert.ok(world.mostInstances <= 6, `${world.mostInstances} instances: the fleet, a batch and one that is leaving`);
  assert.ok(world.fewestRouted >= 4);
});

for (const policy of [canary, linear, rolling]) {
  test(`${policy.kind}: one instance is updated in one step`, () => {
    const world = updated(1, policy);
    isOnlyGreen(world, 1);
    assert.ok(world.fewestRouted >= 1);
  });

  test(`${policy.kind}: a fleet that cannot start leaves blue as it was`, () => {
    const world = serving(4);
    world.broken.add("green");
    world.update(fleetOf("green", "c2"), { v: { count: 4, weight: 1 } }, { policy });
    world.run(200);
    isOnlyBlue(world, 4, /green cannot start/);
    assert.ok(world.fewestRouted >= 4);
  });

  test(`${policy.kind}: an instance of green that fails while it bakes turns everything round, without a gap`, () => {
    const world = serving(4);
    world.update(fleetOf("green", "c2"), { v: { count: 4, weight: 1 } }, { policy });
    let turns = 0;
    while (
      !(
        world.endpoint?.change?.kind === "update" &&
        world.endpoint.change.stage.kind === "baking" &&
        world.endpoint.change.stage.step === 2
      )
    ) {
      world.turn();
      assert.ok(turns++ < 200);
    }
    world.die(world.endpoint.instances.find(({ fleetId }) => fleetId === "green")!.id);
    world.run(300);
    isOnlyBlue(world, 4, /it died/);
    assert.ok(world.fewestRouted >= 3, "only the instance that died was missing");
  });

  test(`${policy.kind}: past its time limit it goes back`, () => {
    const world = serving(4);
    world.update(fleetOf("green", "c2"), { v: { count: 4, weight: 1 } }, { policy, deadlineMs: world.now + 800 });
    world.run(300);
    isOnlyBlue(world, 4, /MaximumExecutionTimeoutInSeconds/);
    assert.ok(world.fewestRouted >= 4);
  });
}

test("rolling back in batches brings blue back one batch after the other", () => {
  const world = serving(4);
  world.update(
    fleetOf("green", "c2"),
    { v: { count: 4, weight: 1 } },
    { policy: { ...rolling, rollbackSize: percent(25) }, deadlineMs: world.now + 1_500 },
  );
  world.run(400);
  isOnlyBlue(world, 4, /MaximumExecutionTimeoutInSeconds/);
  const top = world.shares.indexOf(Math.max(...world.shares));
  assert.ok(world.shares.length - top > 2, `shares ${world.shares.join(", ")} come down in steps`);
});

test("law: steps only grow, end with everything, and none is empty", () => {
  const policies = fc.oneof(
    fc.record({
      kind: fc.constantFrom("canary" as const, "linear" as const),
      size: fc.record({ unit: fc.constantFrom("percent" as const, "instances" as const), value: fc.integer({ min: 1, max: 50 }) }),
      waitMs: fc.constant(0),
      terminationWaitMs: fc.constant(0),
    }),
    fc.record({
      kind: fc.constant("rolling" as const),
      size: fc.record({ unit: fc.constant("percent" as const), value: fc.integer({ min: 5, max: 50 }) }),
      waitMs: fc.constant(0),
    }),
  );
  fc.assert(
    fc.property(policies, fc.integer({ min: 1, max: 60 }), (policy, count) => {
      let step = 1;
      for (; !isLastStep(policy, [count], step); step++) {
        assert.ok(greenAt(policy, count, step) > greenAt(policy, count, step - 1));
        assert.ok(step <= count);
      }
      assert.equal(greenAt(policy, count, step), count);
    }),
    { seed: 7 },
  );
});

test("law: whatever is forgotten and whatever dies, an update ends with one fleet of the size asked for, and always somebody answers", () => {
  const story = fc.record({
    policy: fc.constantFrom<DeploymentPolicy>(
      canary,
      linear,
      rolling,
      { ...rolling, rollbackSize: percent(50) },
      { kind: "allAtOnce", terminationWaitMs: 200 },
    ),
    count: fc.integer({ min: 2, max: 6 }),
    crashes: fc.array(fc.boolean(), { maxLength: 40 }),
    death: fc.option(fc.nat(60)),
    late: fc.boolean(),
  });
  fc.assert(
    fc.property(story, ({ policy, count, crashes, death, late }) => {
      const world = serving(count);
      world.update(fleetOf("green", "c2"), { v: { count, weight: 1 } }, { policy, ...(late && { deadlineMs: world.now + 700 }) });
      for (let turn = 0; turn < 60; turn++) {
        const alive = world.endpoint!.instances.filter(({ phase }) => phase === "serving");
        if (turn === death && alive.length > 1) world.die(alive[turn % alive.length]!.id);
        world.turn({ crash: crashes[turn] ?? false });
      }
      world.run(900);
      assert.equal(world.endpoint?.status, "InService");
      assert.equal(new Set(world.endpoint?.instances.map(({ fleetId }) => fleetId)).size, 1);
      assert.equal(world.healthy().length, count);
      assert.equal(world.endpoint?.fleets.length, 1);
      assert.equal(world.endpoint?.configName, world.endpoint?.fleets[0]?.configName);
      assert.ok(world.fewestRouted > 0);
    }),
    { numRuns: 300, seed: 11 },
  );
});
