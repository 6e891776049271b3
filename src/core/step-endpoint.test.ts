import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { EndpointWorld, fleetOf } from "../../test/harness/endpoint-world.ts";
import { drainDeadlineMs } from "./step-endpoint.ts";

const zonesOf = (world: EndpointWorld): string[] => (world.endpoint?.instances ?? []).map(({ zone }) => zone).sort();

function serving(count = 3): EndpointWorld {
  const world = new EndpointWorld({ desired: { v: { count, weight: 1 } } });
  world.run(10);
  assert.equal(world.endpoint?.status, "InService");
  return world;
}

test("a new endpoint is in service when every instance is healthy and every router knows", () => {
  const world = new EndpointWorld();
  world.turn();
  assert.equal(world.endpoint?.instances.length, 3);
  world.turn();
  assert.equal(world.endpoint?.status, "Creating", "healthy, but no router has acknowledged the route yet");
  world.run(8);
  assert.equal(world.endpoint?.status, "InService");
  assert.deepEqual(zonesOf(world), ["a", "b", "c"]);
  assert.equal(world.endpoint?.change, undefined);
});

test("a new endpoint whose last instance has just become healthy is not in service while routers know it without any", () => {
  const world = new EndpointWorld();
  world.slow = true;
  world.run(5);
  for (const [id, instance] of world.seen) world.seen.set(id, { ...instance, healthy: true });
  world.turn();
  assert.equal(world.endpoint?.status, "Creating");
  world.run(4);
  assert.equal(world.endpoint?.status, "InService");
});

test("an instance that cannot start fails a new endpoint, with the reason, and leaves nothing running", () => {
  const world = new EndpointWorld();
  world.broken.add("blue");
  world.run(10);
  assert.equal(world.endpoint?.status, "Failed");
  assert.equal(world.endpoint?.failureReason, "blue cannot start");
  assert.deepEqual(world.endpoint?.instances, []);
  assert.equal(world.seen.size, 0);
});

test("a fleet that can never run fails a new endpoint before anything is started", () => {
  const world = new EndpointWorld({ fleet: fleetOf("blue", "c1", ["v"], { impossible: "no such image" }) });
  world.turn();
  assert.equal(world.endpoint?.status, "Failed");
  assert.equal(world.endpoint?.failureReason, "no such image");
  assert.equal(world.seen.size, 0);
});

test("an endpoint none of whose zones is up fails with AWS's capacity sentence", () => {
  const world = new EndpointWorld({ zones: ["a"], fleet: fleetOf("blue", "c1", ["v"], { zones: ["b"] }) });
  world.turn();
  assert.equal(world.endpoint?.status, "Failed");
  assert.match(world.endpoint?.failureReason ?? "", /InsufficientInstanceCapacity/);
});

test("an update moves the traffic when all of green is healthy, then lets blue go, and never has less than it had", () => {
  const world = serving();
  world.update(fleetOf("green", "c2"), { v: { count: 3, weight: 1 } });
  world.run(20);
  assert.equal(world.endpoint?.status, "InService");
  assert.equal(world.endpoint?.configName, "c2");
  assert.deepEqual(
    world.endpoint?.fleets.map(({ id }) => id),
    ["green"],
  );
  assert.equal(world.fewestRouted, 3);
  assert.equal(world.seen.size, 3);
});

test("the configuration in effect stays the old one until the update has succeeded", () => {
  const world = serving();
  world.slow = true;
  world.update(fleetOf("green", "c2"), { v: { count: 3, weight: 1 } });
  world.run(5);
  assert.equal(world.endpoint?.configName, "c1");
  assert.equal(world.endpoint?.fleets[0]?.id, "blue");
});

test("an update whose fleet cannot start goes back: in service, old configuration, reason given, blue untouched", () => {
  const world = serving();
  const before = world.healthy();
  world.broken.add("green");
  world.update(fleetOf("green", "c2"), { v: { count: 3, weight: 1 } });
  world.run(20);
  assert.equal(world.endpoint?.status, "InService");
  assert.equal(world.endpoint?.configName, "c1");
  assert.equal(world.endpoint?.failureReason, "green cannot start");
  assert.deepEqual(world.healthy(), before);
  assert.equal(world.fewestRouted, 3);
});

test("a later update that succeeds clears the reason of one that failed", () => {
  const world = serving();
  world.broken.add("green");
  world.update(fleetOf("green", "c2"), { v: { count: 3, weight: 1 } });
  world.run(20);
  world.update(fleetOf("lime", "c3"), { v: { count: 3, weight: 1 } });
  world.run(20);
  assert.equal(world.endpoint?.failureReason, undefined);
  assert.equal(world.endpoint?.configName, "c3");
});

test("an update that takes longer than its limit is given up", () => {
  const world = serving();
  world.slow = true;
  world.update(fleetOf("green", "c2"), { v: { count: 3, weight: 1 } }, { deadlineMs: world.now + 1000 });
  world.run(30);
  assert.equal(world.endpoint?.status, "InService");
  assert.match(world.endpoint?.failureReason ?? "", /MaximumExecutionTimeoutInSeconds/);
  assert.equal(world.seen.size, 3);
});

test("growth adds instances where there are fewest; shrinking takes them from where there are most", () => {
  const world = serving(2);
  world.scale({ v: { count: 6, weight: 1 } });
  world.run(10);
  assert.equal(world.endpoint?.status, "InService");
  assert.deepEqual(zonesOf(world), ["a", "a", "b", "b", "c", "c"]);
  world.scale({ v: { count: 3, weight: 1 } });
  world.run(10);
  assert.deepEqual(zonesOf(world), ["a", "b", "c"]);
  assert.equal(world.endpoint?.status, "InService");
});

test("growth that cannot start is rolled back to what was there, with the reason", () => {
  const world = serving(2);
  world.broken.add("blue");
  world.scale({ v: { count: 4, weight: 1 } });
  const statuses = new Set<string>();
  world.run(20, () => statuses.add(world.endpoint?.status ?? ""));
  assert.ok(statuses.has("RollingBack"));
  assert.equal(world.endpoint?.status, "InService");
  assert.equal(world.endpoint?.desired.v?.count, 2);
  assert.equal(world.endpoint?.failureReason, "blue cannot start");
  assert.equal(world.seen.size, 2);
});

test("weights are current only when every router has them", () => {
  const world = new EndpointWorld({
    desired: { v: { count: 1, weight: 1 }, w: { count: 1, weight: 1 } },
    fleet: fleetOf("blue", "c1", ["v", "w"]),
  });
  world.run(10);
  world.scale({ v: { count: 1, weight: 0 }, w: { count: 1, weight: 5 } });
  world.turn();
  assert.equal(world.endpoint?.status, "Updating");
  assert.deepEqual(world.endpoint?.currentWeights, { v: 1, w: 1 });
  world.run(5);
  assert.deepEqual(world.endpoint?.currentWeights, { v: 0, w: 5 });
  assert.equal(world.endpoint?.status, "InService");
});

test("an instance that is beyond help is replaced, the endpoint stays in service", () => {
  const world = serving();
  const [victim] = world.healthy();
  world.die(victim!);
  world.run(50, () => assert.equal(world.endpoint?.status, "InService"));
  assert.equal(world.healthy().length, 3);
  assert.ok(!world.healthy().includes(victim!));
  assert.deepEqual(zonesOf(world), ["a", "b", "c"]);
});

test("replacements that keep failing are tried ever more slowly", () => {
  const world = serving();
  world.broken.add("blue");
  world.die(world.healthy()[0]!);
  let launched = 0;
  let known = new Set(world.seen.keys());
  world.run(600, () => {
    launched += [...world.seen.keys()].filter((id) => !known.has(id)).length;
    known = new Set([...known, ...world.seen.keys()]);
  });
  assert.ok(launched >= 3 && launched <= 8, `${launched} replacements in a minute`);
  assert.equal(world.endpoint?.status, "InService");
});

test("what an instance still answers is waited for, but not for ever", () => {
  const world = serving(1);
  world.change((endpoint) => ({ ...endpoint, status: "Deleting", change: { kind: "delete", startedMs: world.now } }));
  world.turn();
  assert.equal(world.endpoint?.instances[0]?.phase, "draining");
  const drainedNever = { ...world.endpoint!.instances[0]!, sinceMs: world.now - drainDeadlineMs };
  world.change((endpoint) => ({ ...endpoint, instances: [drainedNever] }));
  world.run(4);
  assert.equal(world.endpoint, undefined);
  assert.equal(world.seen.size, 0);
});

test("law: whatever is forgotten between decision and deed, every change ends with exactly what was asked for, and an update never empties the route", () => {
  const story = fc.record({
    count: fc.integer({ min: 1, max: 5 }),
    next: fc.integer({ min: 1, max: 5 }),
    crashes: fc.array(fc.boolean(), { maxLength: 30 }),
    deaths: fc.array(fc.nat(30), { maxLength: 3 }),
  });
  fc.assert(
    fc.property(story, ({ count, next, crashes, deaths }) => {
      const world = serving(count);
      world.update(fleetOf("green", "c2"), { v: { count: next, weight: 1 } });
      for (const [at, crash] of crashes.entries()) {
        if (deaths.includes(at) && world.healthy().length > 1) {
          const blue = world.endpoint?.instances.find(({ fleetId, phase }) => fleetId === "blue" && phase === "serving");
          if (blue) world.die(blue.id);
        }
        world.turn({ crash });
      }
      world.run(800);
      assert.equal(world.endpoint?.status, "InService");
      assert.equal(world.endpoint?.configName, "c2");
      assert.equal(world.healthy().length, next);
      assert.equal(world.endpoint?.instances.length, next);
      if (deaths.length === 0) assert.ok(world.fewestRouted >= Math.min(count, next));
    }),
    { numRuns: 100, seed: 42 },
  );
});

test("variants with one instance each do not all go to the same zone", () => {
  const desired = { v: { count: 1, weight: 1 }, w: { count: 1, weight: 1 }, x: { count: 1, weight: 1 } };
  const world = new EndpointWorld({ desired, fleet: fleetOf("blue", "c1", ["v", "w", "x"]) });
  world.run(10);
  assert.deepEqual(zonesOf(world), ["a", "b", "c"]);
});
