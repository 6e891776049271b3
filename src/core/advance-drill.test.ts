/** Drills in a world without processes, from the order to the last line of their receipt. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { countOf } from "../../test/harness/counts.ts";
import { EndpointWorld, fleetOf } from "../../test/harness/endpoint-world.ts";
import { observeDrill, openDrillReceipt } from "./drill-receipt.ts";
import type { Drill, Fault } from "./endpoint.ts";
import { noTraffic, type Receipt, trafficDuring } from "./receipt.ts";
import { countInto } from "./receipt-counts.ts";
import { observe, openReceipt } from "./receipt-steps.ts";
import { countedWindow, drillId } from "./rollout-window.ts";

const six = { v: { count: 6, weight: 1 } };

function order(world: EndpointWorld, fault: Fault, struck: readonly string[], zone: string): Drill {
  const drill = { fault, zone, struck, serving: world.healthy().length, startedMs: world.now };
  world.change((endpoint) => ({ ...endpoint, drill }));
  return drill;
}

const idsIn = (world: EndpointWorld, zone: string): string[] =>
  world.endpoint!.instances.filter((instance) => instance.zone === zone).map(({ id }) => id);

/** Six instances at rest, and a zone that goes as soon as its drill strikes, and returns two seconds later. */
function zoneDrill(looks = 1, before: Parameters<typeof openDrillReceipt>[2] = []) {
  const world = new EndpointWorld({ desired: six });
  world.run(10);
  const drill = order(world, { kind: "zone-outage", zone: "b", forMs: 2_000 }, idsIn(world, "b"), "b");
  let receipt = openDrillReceipt(world.endpoint!, drill, before);
  let backMs: number | undefined;
  const windows: (string | undefined)[] = [];
  world.run(100, () => {
    if (world.faults.length === 1 && backMs === undefined) {
      world.lose("b");
      backMs = world.now + 2_000;
    }
    if (backMs !== undefined && world.now >= backMs && !world.zones.includes("b")) world.zones.push("b");
    const name = countedWindow(world.endpoint!)?.name;
    if (windows.at(-1) !== name) windows.push(name);
    for (let look = 0; look < looks; look++) receipt = observeDrill(receipt, world.endpoint, world.now, []);
  });
  return { world, drill, receipt, windows };
}

test("a zone drill strikes once, is detected, is recovered from, and ends when the zone is filled again", () => {
  const { world, drill, receipt, windows } = zoneDrill();
  assert.deepEqual(world.faults, [drill.fault]);
  assert.deepEqual(windows, ["undetected", "degraded", "recovered", undefined]);
  assert.equal(world.endpoint!.drill, undefined);
  assert.equal(receipt.outcome, "Recovered");
  const { struckMs, detectedMs, recoveredMs } = receipt.drill!;
  assert.ok(drill.startedMs < struckMs!, "routers are told before it strikes");
  assert.ok(struckMs! < detectedMs! && detectedMs! < recoveredMs! && recoveredMs! < receipt.endedMs!);
  assert.deepEqual(receipt.steps, [
    { name: "struck", atMs: struckMs },
    { name: "detected", atMs: detectedMs },
    { name: "recovered", atMs: recoveredMs },
  ]);
  assert.deepEqual(
    world.endpoint!.instances.map(({ zone }) => zone).toSorted(),
    ["a", "a", "b", "b", "c", "c"],
    "it lasts until the zone has its share again",
  );
  const count = (has: "startedMs" | "stoppedMs") => receipt.instances.filter((instance) => instance[has] !== undefined).length;
  assert.equal(count("startedMs"), count("stoppedMs"));
  assert.ok(count("startedMs") >= 4, "two elsewhere, two again where it was");
});

test("windows follow each other without a gap, and a second look changes nothing", () => {
  const { receipt } = zoneDrill();
  for (const [at, { toMs }] of receipt.windows.slice(0, -1).entries()) assert.equal(toMs, receipt.windows[at + 1]!.fromMs);
  assert.equal(receipt.windows.at(-1)!.toMs, receipt.endedMs);
  assert.deepEqual(zoneDrill(3).receipt, receipt);
});

test("a drill changes nothing about how an endpoint heals: the same instances run with it and without it", () => {
  const lose = (drilled: boolean): string[] => {
    const world = new EndpointWorld({ desired: six });
    world.run(10);
    if (drilled) order(world, { kind: "zone-outage", zone: "b", forMs: 1_000 }, idsIn(world, "b"), "b");
    world.run(5);
    world.lose("b");
    world.run(60);
    return world.endpoint!.instances.map(({ id, zone, phase }) => `${id} ${zone} ${phase}`);
  };
  assert.deepEqual(lose(true), lose(false));
});

test("a fault that routers never notice is Unnoticed once it is over", () => {
  const world = new EndpointWorld();
  world.run(10);
  const [id] = world.healthy();
  const drill = order(world, { kind: "instance-hang", id: id!, forMs: 500 }, [id!], "a");
  let receipt = openDrillReceipt(world.endpoint!, drill, []);
  world.run(40, () => {
    receipt = observeDrill(receipt, world.endpoint, world.now, []);
  });
  assert.deepEqual([receipt.outcome, receipt.drill?.detectedMs], ["Unnoticed", undefined]);
});

test("an endpoint that does not become as it was is not waited for without end", () => {
  const world = new EndpointWorld();
  world.run(10);
  const [id] = world.healthy();
  const drill = order(world, { kind: "instance-kill", id: id! }, [id!], "a");
  let receipt = openDrillReceipt(world.endpoint!, drill, []);
  world.run(3, () => {
    receipt = observeDrill(receipt, world.endpoint, world.now, []);
  });
  world.seen.set(id!, { ...world.seen.get(id!)!, healthy: false });
  world.run(40, () => {
    receipt = observeDrill(receipt, world.endpoint, world.now, []);
  });
  assert.equal(world.lastWakeAt, receipt.drill!.struckMs! + 300_000);
  world.now = world.lastWakeAt!;
  world.run(5, () => {
    receipt = observeDrill(receipt, world.endpoint, world.now, []);
  });
  assert.deepEqual([receipt.outcome, receipt.drill?.recoveredMs], ["NotRecovered", undefined]);
});

test("routers that do not answer keep the fault waiting for five seconds", () => {
  const world = new EndpointWorld();
  world.run(10);
  const [id] = world.healthy();
  const drill = order(world, { kind: "instance-kill", id: id! }, [id!], "a");
  world.turn();
  assert.equal(world.lastWakeAt, drill.startedMs + 5_000);
  world.now = world.lastWakeAt!;
  world.turn(); // not settled either: the route was set a turn ago
  assert.equal(world.faults.length, 1);
});

test("another drill, or the end of the endpoint, interrupts a drill", () => {
  const world = new EndpointWorld();
  world.run(10);
  const [id] = world.healthy();
  const drill = order(world, { kind: "instance-kill", id: id! }, [id!], "a");
  const receipt = openDrillReceipt(world.endpoint!, drill, []);
  const next = { ...world.endpoint!, drill: { ...drill, startedMs: drill.startedMs + 1 } };
  const ends = [observeDrill(receipt, next, 5, []), observeDrill(receipt, undefined, 5, [])];
  assert.deepEqual(
    ends.map(({ outcome, reason }) => [outcome, reason]),
    [
      ["Interrupted", "Another drill began meanwhile."],
      ["Interrupted", "The endpoint was deleted meanwhile."],
    ],
  );
});

test("requests are told apart by zone and by whether their instance was struck, before, during and after", () => {
  const traffic = { ...noTraffic, served: 9 };
  const { receipt, drill } = zoneDrill(1, [
    { zone: "a", instance: "i-a", traffic },
    { zone: "a", instance: "i-a", traffic },
  ]);
  const struck = { zone: "b", instance: drill.struck[0]! };
  const window = (name: string) => ({ window: { change: receipt.id, name } });
  const counts = [
    countOf({ ...struck, served: 4, broken: 1, tookUs: [100, 200, 300], ...window("undetected") }),
    countOf({ zone: "a", instance: "i-a", served: 7, ...window("degraded") }),
    countOf({ zone: "", instance: "", fleet: "", refused: 2, ...window("degraded") }),
    countOf({ zone: "b", instance: "i-new", served: 5 }),
  ];
  const told = countInto(receipt, { life: "r", batch: 1, counts }, receipt.endedMs! + 1, false);
  const rows = told.places!.map(({ zone, state, before, during, after }) => [zone, state, before.served, during.served, after.served]);
  assert.deepEqual(rows, [
    ["a", "spared", 18, 7, 0],
    ["b", "struck", 0, 4, 0],
    ["", "unserved", 0, 0, 0],
    ["b", "spared", 0, 0, 5],
  ]);
  const during = trafficDuring(told);
  assert.deepEqual([during.served, during.broken, during.refused, during.latency.count], [11, 1, 2, 3]);
  assert.deepEqual([told.before.served, told.after.served], [18, 5]);
});

test("an alarm that goes off until a minute after the drill is noted, one from before it is not", () => {
  const { receipt } = zoneDrill();
  const end = receipt.endedMs!;
  const alarms = [
    { name: "old", atMs: receipt.startedMs - 1 },
    { name: "errors", atMs: end + 10_000 },
  ];
  const told = observeDrill(receipt, undefined, end + 30_000, alarms);
  assert.deepEqual(told.alarms, [alarms[1]]);
  assert.equal(observeDrill(told, undefined, end + 60_000, [{ name: "late", atMs: end + 59_000 }]), told);
});

test("a drill during an update leaves the update its windows, and each receipt names the other", () => {
  const world = new EndpointWorld();
  world.run(10);
  const wait = { kind: "canary", size: { unit: "percent", value: 34 }, waitMs: 2_000, terminationWaitMs: 0 } as const;
  world.update(fleetOf("green", "c2"), { v: { count: 3, weight: 1 } }, { policy: wait });
  let update = openReceipt(world.endpoint!, world.endpoint!.change!, noTraffic);
  let drilled: Receipt | undefined;
  const windows = new Set<string | undefined>();
  world.run(80, () => {
    if (!drilled && world.shares.length > 0) {
      const [id] = world.healthy();
      drilled = openDrillReceipt(world.endpoint!, order(world, { kind: "instance-hang", id: id!, forMs: 300 }, [id!], "a"), []);
    }
    update = observe(update, world.endpoint, world.now);
    drilled &&= observeDrill(drilled, world.endpoint, world.now, []);
    if (world.endpoint!.change) windows.add(countedWindow(world.endpoint!)?.change);
  });
  assert.deepEqual([...windows], [update.id]);
  assert.equal(update.outcome, "Succeeded");
  assert.deepEqual(
    update.windows.map(({ name }) => name),
    ["shift-0", "shift-1", "shift-2"],
  );
  assert.deepEqual([update.overlaps, drilled?.overlaps], [[drilled?.id], [update.id]]);
  assert.ok(drilled?.windows.every(({ name }) => ["undetected", "degraded", "recovered"].includes(name)));
  assert.equal(drilled?.id, drillId(drilled!.drill!));
});
