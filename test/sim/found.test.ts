/** What the simulator found outside the decisions themselves. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import { Reconciler, type ReconcilerPorts } from "../../src/control/reconciler.ts";
import { RoutePublisher } from "../../src/control/route-publisher.ts";
import { seededRng } from "../../src/lib/rng.ts";
import { fleetOf } from "../harness/endpoint-world.ts";
import { FakeBackend } from "../harness/fake-backend.ts";
import { ManualClock } from "../harness/manual-clock.ts";

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

test("an instance launched while all records are being read is not ended as one that nobody owns", async () => {
  const backend = new FakeBackend();
  const launch = (id: string): void => {
    const instance = { id, fleetId: "f", variant: "v", zone: "zone-a", phase: "starting", sinceMs: 0 } as const;
    backend.launch({ endpoint: "e", region: "r", instance, variant: fleetOf("f", "c").variants[0]! });
  };
  launch("orphan");
  const all = async (): Promise<[]> => {
    launch("new");
    return [];
  };
  const store = { documents: { all } } as unknown as ReconcilerPorts["store"];
  await using publisher = new RoutePublisher({ now: 0, aliveRouters: () => [], acked: () => undefined, counted: async () => true });
  await using reconciler = new Reconciler({
    store,
    receipts: { observe: async () => undefined },
    backend,
    publisher,
    clock: new ManualClock(0),
    rng: seededRng(1),
    log: quiet,
  });
  reconciler.wakeAll();
  backend.onChange(() => undefined);
  for (let turn = 0; turn < 3 && backend.view().instances.has("orphan"); turn++) await nextTurn();
  assert.deepEqual([...backend.view().instances.keys()], ["new"]);
});
