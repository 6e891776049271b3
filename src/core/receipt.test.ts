/** Receipts of updates in a world without processes: what is looked at and what is counted, in any order and as often as one likes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { countOf } from "../../test/harness/counts.ts";
import { EndpointWorld, fleetOf } from "../../test/harness/endpoint-world.ts";
import type { DeploymentPolicy, Endpoint } from "./endpoint.ts";
import { failedOf, handledOf } from "./metrics/invocation-counts.ts";
import { addTraffic, noTraffic, observedShare, type Receipt, sumTraffic, trafficDuring, trafficOf } from "./receipt.ts";
import { afterMs, type Counted, countInto } from "./receipt-counts.ts";
import { observe, openReceipt } from "./receipt-steps.ts";
import { windowOf } from "./rollout-window.ts";

const quarter = { unit: "percent", value: 25 } as const;
const canary: DeploymentPolicy = { kind: "canary", size: quarter, waitMs: 1_000, terminationWaitMs: 500 };
const linear: DeploymentPolicy = { kind: "linear", size: quarter, waitMs: 500, terminationWaitMs: 500 };
const rolling: DeploymentPolicy = { kind: "rolling", size: quarter, waitMs: 300 };

interface Story {
  /** Times the endpoint is looked at each turn. */
  readonly looks?: number;
  readonly meanwhile?: (world: EndpointWorld) => void;
}

/** The receipt of an update of an endpoint of four instances. */
function updated(policy: DeploymentPolicy, { looks = 1, meanwhile }: Story = {}): Receipt {
  const world = new EndpointWorld({ desired: { v: { count: 4, weight: 1 } } });
  world.run(10);
  world.update(fleetOf("green", "c2"), { v: { count: 4, weight: 1 } }, { policy });
  let receipt = openReceipt(world.endpoint!, world.endpoint!.change!, noTraffic);
  world.run(200, () => {
    meanwhile?.(world);
    for (let look = 0; look < looks; look++) receipt = observe(receipt, world.endpoint, world.now);
  });
  return receipt;
}

const sharesOf = ({ windows }: Receipt) => windows.map(({ name, variants }) => [name, variants.v?.askedShare]);

test("a canary has three windows: nothing, a quarter, everything on green", () => {
  const receipt = updated(canary);
  assert.equal(receipt.outcome, "Succeeded");
  assert.deepEqual(sharesOf(receipt), [
    ["shift-0", 0],
    ["shift-1", 0.25],
    ["shift-2", 1],
  ]);
  assert.deepEqual(
    [receipt.fromConfig, receipt.toConfig, receipt.policy, receipt.instances.filter(({ startedMs }) => startedMs).length],
    ["c1", "c2", "canary", 4],
  );
  assert.deepEqual(new Set(receipt.instances.filter(({ stoppedMs }) => stoppedMs).map(({ fleet }) => fleet)), new Set(["blue"]));
});

for (const policy of [canary, linear, rolling]) {
  test(`${policy.kind}: windows follow each other without a gap, and a second look changes nothing`, () => {
    const receipt = updated(policy);
    for (const [at, { toMs }] of receipt.windows.slice(0, -1).entries()) assert.equal(toMs, receipt.windows[at + 1]!.fromMs);
    assert.equal(receipt.windows.at(-1)!.toMs, receipt.endedMs);
    assert.deepEqual(updated(policy, { looks: 3 }), receipt);
    assert.equal(observe(receipt, undefined, receipt.endedMs! + 1), receipt);
  });
}

test("rolling that fails half-way goes back window by window, and the receipt says why", () => {
  const meanwhile = (world: EndpointWorld): void => {
    if (world.shares.at(-1) === 0.5) world.broken.add("green");
  };
  const receipt = updated(rolling, { meanwhile });
  assert.equal(receipt.outcome, "RolledBack");
  assert.match(receipt.reason ?? "", /green cannot start/);
  const names = sharesOf(receipt).map(([name]) => name);
  assert.deepEqual(names.slice(0, 3), ["shift-0", "shift-1", "shift-2"]);
  assert.match(String(names[3]), /^back-\d$/);
  assert.ok(receipt.steps.some(({ name }) => name === "rollingBack"));
});

test("an alarm is noted once, when it is first seen", () => {
  const { endedMs: _, ...open } = updated(canary);
  const world = new EndpointWorld();
  const once = observe(open, world.endpoint, 5, ["errors"]);
  assert.deepEqual(once.alarms, [{ name: "errors", atMs: 5 }]);
  const again = observe({ ...open, alarms: once.alarms }, world.endpoint, 6, ["errors", "slow"]);
  assert.deepEqual(again.alarms, [...once.alarms, { name: "slow", atMs: 6 }]);
});

test("an endpoint that is gone ends its deletion, and interrupts anything else", () => {
  const world = new EndpointWorld();
  world.run(10);
  const begun = (kind: "delete" | "scale"): Receipt => {
    const change = kind === "delete" ? ({ kind, startedMs: 1 } as const) : ({ kind, startedMs: 1, before: {} } as const);
    return openReceipt({ ...world.endpoint!, change }, change, noTraffic);
  };
  assert.equal(observe(begun("delete"), undefined, 5).outcome, "Succeeded");
  assert.equal(observe(begun("scale"), undefined, 5).outcome, "Interrupted");
});

test("a request belongs to the window it was routed by, also when it is told of before the window is known, or after the end", () => {
  const receipt = updated(canary);
  const early = { ...receipt, windows: [] };
  const count = countOf({ endpoint: "e", fleet: "green", served: 3, window: { change: receipt.id, name: "shift-1" } });
  for (const before of [receipt, early]) {
    const after = countInto(before, { life: "r", batch: 1, counts: [count] }, receipt.endedMs! + 50_000, true);
    const window = after.windows.find(({ name }) => name === "shift-1")!;
    assert.equal(window.variants.v!.green.served, 3);
    assert.equal(handledOf(after.after), 0);
  }
});

test("requests under no change are before it until it ends, after it for a minute, and nothing once the next has begun", () => {
  const receipt = updated(canary);
  const { endedMs: _, ...open } = receipt;
  const end = receipt.endedMs!;
  const cases: [Receipt, number, boolean, before: number, after: number][] = [
    [open, end, false, 1, 0],
    [receipt, end + 1, false, 0, 1],
    [receipt, end + afterMs, false, 0, 0],
    [receipt, end + 1, true, 0, 0],
  ];
  for (const [at, now, next, before, after] of cases) {
    const told = countInto(at, { life: "r", batch: 1, counts: [countOf({ served: 1 })] }, now, next);
    assert.deepEqual([told.before.served, told.after.served], [before, after]);
  }
});

const counts = fc.array(
  fc.record({
    fleet: fc.constantFrom("blue", "green", ""),
    served: fc.nat(50),
    clientErrors: fc.nat(5),
    broken: fc.nat(5),
    refused: fc.nat(5),
    name: fc.constantFrom("shift-0", "shift-1", "shift-2", undefined),
    tookUs: fc.array(fc.integer({ min: 1, max: 1_000_000 }), { maxLength: 5 }),
  }),
  { maxLength: 10 },
);

test("whatever is counted is in the receipt once: as many batches, as often as they come", () => {
  const receipt = updated(canary);
  fc.assert(
    fc.property(fc.array(counts, { maxLength: 6 }), (batches) => {
      const told = batches.map(
        (batch, number): Counted => ({
          life: "r",
          batch: number + 1,
          counts: batch.map(({ name, ...more }) => countOf({ ...more, ...(name && { window: { change: receipt.id, name } }) })),
        }),
      );
      const add = (to: Receipt, batch: Counted): Receipt => countInto(to, batch, receipt.endedMs! + 1, false);
      const once = told.reduce(add, receipt);
      const twice = told.flatMap((batch) => [batch, batch]).reduce(add, receipt);
      assert.deepEqual(twice, once);
      const all = sumTraffic(told.flatMap((batch) => batch.counts.map(trafficOf)));
      const kept = addTraffic(trafficDuring(once), once.after);
      assert.deepEqual([kept.served, failedOf(kept), kept.latency.count], [all.served, failedOf(all), all.latency.count]);
      assert.deepEqual(kept.latency.buckets, all.latency.buckets);
    }),
  );
});

test("the observed share is green's part of what had a fleet", () => {
  const traffic = (served: number) => ({ ...noTraffic, served });
  assert.equal(observedShare({ blue: traffic(30), green: traffic(10) }), 0.25);
  assert.equal(observedShare({ blue: noTraffic, green: { ...noTraffic, broken: 2 } }), 1);
  assert.equal(observedShare({ blue: noTraffic, green: noTraffic }), undefined);
});

test("routers keep the name of the last window while blue leaves: nothing changes for them", () => {
  const change = (stage: Extract<NonNullable<Endpoint["change"]>, { kind: "update" }>["stage"]) =>
    windowOf({ kind: "update", startedMs: 7, greenId: "g", desired: { v: { count: 4, weight: 1 } }, policy: linear, stage });
  assert.deepEqual(change({ kind: "terminating" }), change({ kind: "baking", step: 4, untilMs: 0 }));
  assert.deepEqual(change({ kind: "baking", step: 4, untilMs: 0 }), { change: "update-7", name: "shift-4" });
  assert.equal(windowOf(undefined), undefined);
});
