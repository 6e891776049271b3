/** Stories that the simulator has told (`npm run sim`): changes of an endpoint while some of its instances do not answer. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { EndpointWorld, fleetOf } from "../../test/harness/endpoint-world.ts";
import type { DeploymentPolicy } from "./endpoint.ts";

const allAtOnce: DeploymentPolicy = { kind: "allAtOnce", terminationWaitMs: 1_000 };
const canary: DeploymentPolicy = { kind: "canary", size: { unit: "instances", value: 1 }, waitMs: 1_000, terminationWaitMs: 1_000 };
const rolling: DeploymentPolicy = { kind: "rolling", size: { unit: "instances", value: 1 }, waitMs: 1_000 };

/** An endpoint of `blue` instances whose update to `green` instances has come to its first bake. */
function baking(policy: DeploymentPolicy, blue: number, green: number): EndpointWorld {
  const world = new EndpointWorld({ desired: { v: { count: blue, weight: 1 } } });
  world.run(10);
  world.update(fleetOf("green", "c2"), { v: { count: green, weight: 1 } }, { policy });
  for (let turn = 0; turn < 20 && stageOf(world) !== "baking"; turn++) world.turn();
  assert.equal(stageOf(world), "baking");
  return world;
}

function stageOf({ endpoint }: EndpointWorld): string | undefined {
  return endpoint?.change?.kind === "update" ? endpoint.change.stage.kind : undefined;
}

const idsOf = ({ endpoint }: EndpointWorld, fleet: string): string[] =>
  endpoint!.instances.filter(({ fleetId, phase }) => fleetId === fleet && phase === "serving").map(({ id }) => id);

function answers(world: EndpointWorld, id: string, healthy: boolean): void {
  world.seen.set(id, { ...world.seen.get(id)!, healthy });
}

test("a fault that takes all of blue and some of green does not take the traffic from what is left of green", () => {
  const world = baking(allAtOnce, 1, 3);
  world.run(2);
  world.die(idsOf(world, "blue")[0]!);
  world.die(idsOf(world, "green")[0]!);
  world.run(200);
  assert.ok(world.fewestRouted > 0);
  assert.equal(world.endpoint?.status, "InService");
  assert.equal(world.endpoint?.fleets.length, 1);
});

test("a canary that does not answer at the end of its bake gets no more traffic until it does", () => {
  const world = baking(canary, 2, 2);
  for (const id of idsOf(world, "green")) answers(world, id, false);
  world.run(30);
  assert.equal(stageOf(world), "baking");
  assert.deepEqual(world.shares, [0.5]);
  for (const id of idsOf(world, "green")) answers(world, id, true);
  world.run(60);
  assert.equal(world.endpoint?.configName, "c2");
});

test("all traffic is on green, and none of it answers any more: back to blue", () => {
  const world = baking(allAtOnce, 2, 2);
  for (const id of idsOf(world, "green")) answers(world, id, false);
  world.run(30);
  assert.equal(world.endpoint?.configName, "c1");
  assert.match(world.endpoint?.failureReason ?? "", /None of the instances of the new fleet passes/);
});

test("a rolling update that goes back with nobody of green left gives what blue has the traffic at once", () => {
  const world = baking(rolling, 2, 1);
  const [well, unwell] = idsOf(world, "blue");
  answers(world, unwell!, false);
  world.die(idsOf(world, "green")[0]!);
  world.run(5);
  assert.equal(world.endpoint?.status, "Updating");
  assert.ok(well && world.fewestRouted > 0 && world.healthy().includes(well));
  answers(world, unwell!, true);
  world.run(30);
  assert.equal(world.endpoint?.configName, "c1");
});

test("scaling in takes the instances away that do not answer", () => {
  const world = new EndpointWorld({ desired: { v: { count: 3, weight: 1 } } });
  world.run(10);
  const [well, ...unwell] = idsOf(world, "blue");
  for (const id of unwell) answers(world, id, false);
  world.scale({ v: { count: 1, weight: 1 } });
  world.run(20);
  assert.deepEqual(idsOf(world, "blue"), [well]);
});

test("a bake that waits for green is not looked at again and again", () => {
  const world = baking(canary, 2, 2);
  for (const id of idsOf(world, "green")) answers(world, id, false);
  world.run(30);
  assert.equal(world.lastWakeAt, undefined);
});
