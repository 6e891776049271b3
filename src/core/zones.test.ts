/** Zones that go and come back: capacity is put elsewhere, and spread again without ever being less. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { EndpointWorld } from "../../test/harness/endpoint-world.ts";
import { isSpread } from "./placement.ts";

function serving(count: number): EndpointWorld {
  const world = new EndpointWorld({ desired: { v: { count, weight: 1 } } });
  world.run(10);
  assert.equal(world.endpoint?.status, "InService");
  return world;
}

const zonesOf = (world: EndpointWorld): string[] => (world.endpoint?.instances ?? []).map(({ zone }) => zone).sort();

test("a zone that is lost: its instances are replaced in the others at once, and the endpoint stays in service", () => {
  const world = serving(6);
  world.lose("b");
  world.run(10, () => assert.equal(world.endpoint?.status, "InService"));
  assert.deepEqual(zonesOf(world), ["a", "a", "a", "c", "c", "c"]);
  assert.equal(world.endpoint?.failureReason, undefined);
});

test("a zone that returns is filled again, one instance more at a time and never one less", () => {
  const world = serving(6);
  world.lose("b");
  world.run(20);
  world.fewestRouted = 6;
  world.mostInstances = 0;
  world.zones = ["a", "b", "c"];
  world.run(60);
  assert.deepEqual(zonesOf(world), ["a", "a", "b", "b", "c", "c"]);
  assert.equal(world.fewestRouted, 6);
  assert.ok(world.mostInstances <= 8, "one surge and one that is leaving");
});

test("all zones lost: nothing is placed until one returns", () => {
  const world = serving(2);
  for (const zone of ["a", "b", "c"]) world.lose(zone);
  world.run(10);
  assert.deepEqual(world.endpoint?.instances, []);
  assert.equal(world.endpoint?.status, "InService");
  world.zones = ["c"];
  world.run(10);
  assert.deepEqual(zonesOf(world), ["c", "c"]);
});

test("law: whatever zones go and return, at rest a variant has its count and is spread over the zones that are up", () => {
  const steps = fc.array(fc.record({ zone: fc.constantFrom("a", "b", "c"), up: fc.boolean(), turns: fc.integer({ min: 0, max: 15 }) }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 7 }), steps, (count, faults) => {
      const world = serving(count);
      for (const { zone, up, turns } of faults) {
        if (up && !world.zones.includes(zone)) world.zones.push(zone);
        else if (!up && world.zones.length > 1) world.lose(zone);
        world.run(turns);
      }
      world.run(120);
      assert.equal(world.healthy().length, count);
      assert.equal(world.endpoint?.instances.length, count);
      assert.ok(isSpread(world.zones, zonesOf(world)), `${zonesOf(world)} over ${world.zones}`);
    }),
    { seed: 3, numRuns: 200 },
  );
});
