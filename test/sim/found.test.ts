/** What the simulator found outside the decisions themselves. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { InstanceOwner } from "../../src/backends/backend.ts";
import { Reconciler, type ReconcilerPorts } from "../../src/control/reconciler.ts";
import { RoutePublisher } from "../../src/control/route-publisher.ts";
import type { Endpoint, SeenInstance } from "../../src/core/endpoint.ts";
import type { ToRouter } from "../../src/core/router-protocol.ts";
import { seededRng } from "../../src/lib/rng.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import { fleetOf } from "../harness/endpoint-world.ts";
import { FakeBackend } from "../harness/fake-backend.ts";
import { ManualClock } from "../harness/manual-clock.ts";
import { until } from "../harness/until.ts";

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
  await using publisher = new RoutePublisher({ term: 1, aliveRouters: () => [], acked: () => undefined, counted: async () => true });
  await using reconciler = new Reconciler({
    store,
    receipts: { observe: async () => true, observeAll: async () => true },
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

test("traffic is not given to an instance that died while the decision to do so was being stored", async () => {
  const backend = new FakeBackend();
  const [blue, green] = [fleetOf("blue", "c1"), fleetOf("green", "c2")];
  const instance = (id: string, fleetId: string) => ({ id, fleetId, variant: "v", zone: "zone-a", phase: "serving", sinceMs: 0 }) as const;
  const instances = [instance("i-blue", "blue"), instance("i-green", "green")];
  for (const each of instances) backend.launch({ endpoint: "e", region: "r", instance: each, variant: blue.variants[0]! });
  const desired = { v: { count: 1, weight: 1 } };
  const policy = { kind: "allAtOnce", terminationWaitMs: 0 } as const;
  const change = { kind: "update", startedMs: 0, greenId: "green", desired, policy, stage: { kind: "launching", step: 1 } } as const;
  const head = { name: "e", arn: "arn", region: "r", createdMs: 0, modifiedMs: 0, status: "Updating", configName: "c1" } as const;
  const state = { currentWeights: { v: 1 }, replacements: 0, retryAtMs: 0 };
  let document: Endpoint = { ...head, fleets: [blue, green], desired, instances, change, ...state };
  const row = () => ({ kind: "endpoint", region: "r", name: "e", status: "", createdMs: 0, modifiedMs: 0, version: 1, document });
  const store = {
    documents: {
      all: async () => [row()],
      find: async () => row(),
      replace: async (to: { document: Endpoint }) => {
        document = to.document;
        const seen = backend.view().instances as Map<string, SeenInstance & InstanceOwner>;
        seen.set("i-green", { ...seen.get("i-green")!, healthy: false });
        return true;
      },
    },
    events: { add: async () => undefined },
    tags: { of: async () => [] },
  } as unknown as ReconcilerPorts["store"];
  const tables: ToRouter[] = [];
  const ports = { term: 1, aliveRouters: () => ["router-1"], acked: () => undefined, counted: async () => true };
  await using publisher = new RoutePublisher({ ...ports, afterTurn: (action) => action() });
  const router = publisher.accept({ send: (message) => void tables.push(message), close: () => undefined });
  router.message({ kind: "hello", router: "router-1" });
  const clock = new ManualClock(0);
  const receipts = { observe: async () => true, observeAll: async () => true };
  await using reconciler = new Reconciler({ store, receipts, backend, publisher, clock, rng: seededRng(1), log: quiet });
  reconciler.wakeAll();
  for (let turn = 0; turn < 20; turn++) await nextTurn();
  assert.equal(document.change, undefined, "the update went back");
  const named = tables.map((message) => message.kind === "routes" && message.table.endpoints[0]?.variants[0]?.fleets[0]?.instances.length);
  assert.ok(named.length > 0 && named.every((count) => count === 1), JSON.stringify(named));
});

test("no router hears of a change before its receipt is stored, not even in the first table of a new control plane", async () => {
  const backend = new FakeBackend();
  const change = { kind: "scale", startedMs: 0, before: { v: { count: 1, weight: 1 } } } as const;
  const head = { name: "e", arn: "arn", region: "r", createdMs: 0, modifiedMs: 0, status: "Updating", configName: "c1" } as const;
  const state = { desired: { v: { count: 1, weight: 1 } }, currentWeights: { v: 1 }, replacements: 0, retryAtMs: 0 };
  const document: Endpoint = { ...head, fleets: [fleetOf("f", "c1")], instances: [], change, ...state };
  await using store = await openSqliteStore(":memory:");
  await store.documents.insert({ kind: "endpoint", region: "r", name: "e", status: "", createdMs: 0, modifiedMs: 0, document });
  let stored = false;
  let looks = 0;
  const observe = async (): Promise<boolean> => {
    looks++;
    return stored;
  };
  const tables: ToRouter[] = [];
  const ports = { term: 1, aliveRouters: () => [], acked: () => undefined, counted: async () => true };
  await using publisher = new RoutePublisher({ ...ports, afterTurn: (action) => action() });
  publisher.accept({ send: (message) => void tables.push(message), close: () => undefined });
  const clock = new ManualClock(0);
  const receipts = { observe, observeAll: observe };
  await using reconciler = new Reconciler({ store, receipts, backend, publisher, clock, rng: seededRng(1), log: quiet });
  reconciler.wakeAll();
  const heard = (): boolean => {
    clock.advance(1_000);
    return tables.length > 0;
  };
  await until("it was looked at twice, or routers have heard", () => heard() || looks > 1);
  assert.deepEqual(tables, []);
  stored = true;
  await until("routers hear of it", heard);
});

test("a slow write does not land on an alarm that was made anew under the same name", async () => {
  await using store = await openSqliteStore(":memory:");
  const { alarms } = store;
  const row = { region: "r", name: "a", state: "OK", namespace: "n", metric: "m", version: 0, document: {} };
  const made = (atMs: number) => [{ atMs, kind: "ConfigurationUpdate", summary: "made", data: "{}" }];
  await alarms.put(row, made(1));
  const [first] = await alarms.find("r", ["a"]);
  await alarms.remove("r", "a", []);
  await alarms.put(row, made(2));
  assert.equal(await alarms.put({ ...first!, state: "ALARM" }, []), false);
});

test("a slow write does not land on a document that was made anew under the same name", async () => {
  await using store = await openSqliteStore(":memory:");
  const row = { kind: "endpoint", region: "r", name: "e", status: "", modifiedMs: 0 } as const;
  await store.documents.insert({ ...row, createdMs: 1, document: "first" });
  const first = (await store.documents.find("endpoint", "r", "e"))!;
  await store.documents.remove("endpoint", "r", "e");
  await store.documents.insert({ ...row, createdMs: 2, document: "second" });
  assert.equal(await store.documents.replace({ ...first, document: "slow" }), false);
  assert.equal(await store.documents.remove("endpoint", "r", "e", first.version), false);
  assert.equal((await store.documents.find("endpoint", "r", "e"))?.document, "second");
});
