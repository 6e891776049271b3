/** Which instances count as new when a route table replaces another, and what they get. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { linkOf } from "../../test/harness/link-of.ts";
import { ManualClock } from "../../test/harness/manual-clock.ts";
import type { Call } from "../api/handlers.ts";
import type { FleetRoute, VariantRoute } from "../core/routes.ts";
import { seededRng } from "../lib/rng.ts";
import { InvocationLedger } from "./invocation-ledger.ts";
import { invokeEndpoint } from "./invoke-endpoint.ts";
import { LiveRoutes } from "./live-routes.ts";

const fleet = (id: string, share: number, ...instances: string[]): FleetRoute => ({
  id,
  configName: id,
  share,
  instances: instances.map((instance) => ({ id: instance, zone: "a", address: { socket: instance } })),
});

/** A router that is given tables of one endpoint, one second after the other. */
function router(routing: VariantRoute["routing"] = "RANDOM") {
  const clock = new ManualClock(1_000_000);
  const rng = seededRng(1);
  const asked: Record<string, number> = {};
  const routes = new LiveRoutes({
    openLink: (address) =>
      linkOf(async () => {
        const id = "socket" in address ? address.socket : "";
        asked[id] = (asked[id] ?? 0) + 1;
        return { status: 200, contentType: undefined, customAttributes: undefined, body: Buffer.alloc(0) };
      }),
    idle: () => undefined,
    rng,
    clock,
    ledger: new InvocationLedger(),
  });
  let epoch = 0;
  return {
    clock,
    /** The ids of the instances that are new by the last of these tables. */
    newBy: (...tables: FleetRoute[][]): string[] => {
      for (const fleets of tables) {
        clock.advance(1_000);
        const variants = [{ name: "v", weight: 1, routing, fleets }];
        routes.replace({ term: 1, epoch: ++epoch, endpoints: [{ name: "e", region: "r", status: "InService", variants }] });
      }
      const instances = routes.find("r", "e")?.variants.flatMap((each) => each.fleets.flatMap((live) => live.instances)) ?? [];
      return instances.filter(({ newSinceMs }) => newSinceMs > 0).map(({ id }) => id);
    },
    /** The parts of so many requests, by instance. */
    shares: async (requests: number): Promise<Record<string, number>> => {
      for (const id of Object.keys(asked)) delete asked[id];
      for (let request = 0; request < requests; request++) {
        await invokeEndpoint({ routes, rng, clock, stopwatch: () => 0 }, {
          input: { EndpointName: "e", Body: Buffer.alloc(0) },
          principal: { accessKeyId: "", accountId: "000000000000", region: "r", arn: "" },
          signal: new AbortController().signal,
          headers: {},
        } as unknown as Call<{ EndpointName: string; Body: Uint8Array }>);
      }
      return Object.fromEntries(Object.entries(asked).map(([id, count]) => [id, count / requests]));
    },
  };
}

const cases: { when: string; tables: FleetRoute[][]; want: string[] }[] = [
  { when: "the router has just started", tables: [[fleet("f", 1, "a", "b")]], want: [] },
  { when: "one joins two", tables: [[fleet("f", 1, "a", "b")], [fleet("f", 1, "a", "b", "c")]], want: ["c"] },
  { when: "one comes back", tables: [[fleet("f", 1, "a", "b")], [fleet("f", 1, "a")], [fleet("f", 1, "a", "b")]], want: ["b"] },
  { when: "nobody was left", tables: [[fleet("f", 1, "a")], [fleet("f", 1)], [fleet("f", 1, "b")]], want: [] },
  { when: "a fleet takes over", tables: [[fleet("f", 1, "a", "b")], [fleet("g", 1, "c", "d")]], want: [] },
  { when: "a canary begins", tables: [[fleet("f", 1, "a", "b")], [fleet("f", 0.9, "a", "b"), fleet("g", 0.1, "c")]], want: [] },
  {
    when: "a rolling update goes on",
    tables: [
      [fleet("f", 0.75, "a", "b", "c"), fleet("g", 0.25, "d")],
      [fleet("f", 0.75, "a", "b", "c"), fleet("g", 0.25, "d", "e")],
    ],
    want: ["e"],
  },
  {
    when: "a rolling update gives the new ones their traffic",
    tables: [
      [fleet("f", 0.75, "a", "b", "c"), fleet("g", 0.25, "d")],
      [fleet("f", 0.75, "a", "b", "c"), fleet("g", 0.25, "d", "e")],
      [fleet("f", 0.5, "a", "b", "c"), fleet("g", 0.5, "d", "e")],
    ],
    want: [],
  },
];
for (const { when, tables, want } of cases) {
  test(`${when}: ${want.join(" and ") || "nobody"} is new`, () => assert.deepEqual(router().newBy(...tables), want));
}

for (const routing of ["RANDOM", "LEAST_OUTSTANDING_REQUESTS"] as const) {
  test(`a new instance begins with little and has its full part after five seconds (${routing})`, async () => {
    const { clock, newBy, shares } = router(routing);
    newBy([fleet("f", 1, "a", "b", "c")], [fleet("f", 1, "a", "b", "c", "d")]);
    const first = (await shares(2_000)).d ?? 0;
    assert.ok(first > 0.01 && first < 0.06, `${first} at once`);
    clock.advance(5_000);
    const then = (await shares(2_000)).d ?? 0;
    assert.ok(then > 0.22 && then < 0.28, `${then} after five seconds`);
  });
}

test("a new instance takes nothing from another fleet, nor gives it anything", async () => {
  const { newBy, shares } = router();
  newBy([fleet("f", 0.9, "a", "b"), fleet("g", 0.1, "c")], [fleet("f", 0.9, "a", "b"), fleet("g", 0.1, "c", "d")]);
  const { a = 0, b = 0, c = 0, d = 0 } = await shares(12_800); // a hundred hands of draws
  assert.ok(Math.abs(a + b - 0.9) < 0.001 && Math.abs(c + d - 0.1) < 0.001, `${a + b} and ${c + d}`);
  assert.ok(d > 0.005 && d < 0.015, `${d}`);
});
