/** What a receipt says of a drill under load, held against what the clients themselves have counted. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { breastCancerRows, type Clients, clientsOf, createEndpoint, createModel, variantOf } from "../harness/deployment.ts";
import { startHostler, type TestHostler } from "../harness/hostler.ts";
import { startLoad } from "../harness/load.ts";
import { rolePid } from "../harness/processes.ts";
import { until } from "../harness/until.ts";

interface Traffic {
  readonly Served: number;
  readonly Failed: number;
  readonly P50Ms?: number;
  readonly P99Ms?: number;
}

interface Receipt {
  readonly RolloutId: string;
  readonly Kind: string;
  readonly Outcome: string;
  readonly Fault: { Kind: string; Zone: string; Instances: string[]; Seconds: number; DetectMs?: number; RecoverMs?: number };
  readonly Windows: { Name: string }[];
  readonly Places: { Zone: string; State: string; Before: Traffic; During: Traffic; After: Traffic }[];
  readonly Before: Traffic;
  readonly During: Traffic;
  readonly After: Traffic;
  readonly InstancesStarted: number;
  readonly InstancesStopped: number;
}

let hostler: TestHostler;
let clients: Clients;
before(async () => {
  hostler = await startHostler();
  clients = clientsOf(hostler);
  await createModel(clients, "m");
  assert.equal((await createEndpoint(clients, "e", [variantOf("m", 6)])).EndpointStatus, "InService");
});
after(() => hostler[Symbol.asyncDispose]());

async function receiptOf(more: readonly string[] = []): Promise<Receipt> {
  const { stdout, stderr, status } = await hostler.cli(["rollout", "show", "e", "--output", "json", ...more]);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as Receipt;
}

/** Begins a drill and leaves it to itself: the command of users drives a load of its own, and its end is not what is looked at here. */
async function drill(...args: string[]): Promise<{ rolloutId: string }> {
  const done = await hostler.cli(["drill", ...args, "--endpoint", "e", "--body", breastCancerRows[0]!, "--output", "json"]);
  assert.equal(done.status, 0, done.stderr);
  return JSON.parse(done.stdout) as { rolloutId: string };
}

const sumOf = (places: Receipt["Places"], span: "Before" | "During" | "After"): [number, number] => [
  places.reduce((sum, place) => sum + place[span].Served, 0),
  places.reduce((sum, place) => sum + place[span].Failed, 0),
];

test("the receipt of a zone drill tells of every failure its callers saw, zone by zone, although control is killed in the middle", async () => {
  await using load = startLoad(clients, "e");
  await load.pass(300);
  const drilling = drill("zone-outage", "--zone", "zone-b", "--for", "8s", "--connections", "1");
  await until("the zone is away", async () => ((await receiptOf()).Kind === "drill" ? true : undefined));
  process.kill(await until("control runs", () => rolePid(hostler.dataFolder, "control")), "SIGKILL");
  const { rolloutId } = await drilling.catch(async () => ({ rolloutId: (await receiptOf()).RolloutId }));
  const receipt = await until(
    "the drill is over",
    async () => {
      const latest = await receiptOf();
      return latest.Outcome === "InProgress" ? undefined : latest;
    },
    120,
  );
  await load.pass(100);
  await load.stop();
  assert.deepEqual([receipt.RolloutId, receipt.Outcome, receipt.Fault.Kind], [rolloutId, "Recovered", "zone-outage"]);
  assert.deepEqual([receipt.Fault.Zone, receipt.Fault.Instances.length], ["zone-b", 2]);
  assert.ok(receipt.Fault.DetectMs! <= receipt.Fault.RecoverMs!);
  assert.deepEqual(
    receipt.Windows.map(({ Name }) => Name),
    ["undetected", "degraded", "recovered"],
  );
  assert.ok(receipt.InstancesStarted >= 4 && receipt.InstancesStopped >= 4, JSON.stringify(receipt));
  for (const span of ["Before", "During", "After"] as const)
    assert.deepEqual(sumOf(receipt.Places, span), [receipt[span].Served, receipt[span].Failed]);
  for (const { P50Ms, P99Ms } of [receipt.Before, receipt.During]) assert.ok(P50Ms! > 0 && P99Ms! >= P50Ms!);
  const struck = receipt.Places.find(({ Zone, State }) => Zone === "zone-b" && State === "struck");
  assert.ok(struck!.Before.Served > 0, "it served before");
  assert.equal(struck!.After.Served, 0, "what was struck never served again");
  // Requests in flight on what was struck, one a connection at most: five of ours.
  assert.ok(receipt.During.Failed <= 5 && load.failures.length <= receipt.During.Failed, JSON.stringify([load.failures, receipt.During]));
});

test("an instance that is killed is in the list and in the text, as a drill", async () => {
  await using load = startLoad(clients, "e", { connections: 2 });
  await load.pass(50);
  const { rolloutId } = await drill("instance-kill", "--for", "4s", "--connections", "1");
  const receipt = await until(
    "the drill is over",
    async () => {
      const found = await receiptOf(["--id", rolloutId]);
      return found.Outcome === "InProgress" ? undefined : found;
    },
    120,
  );
  assert.deepEqual([receipt.Kind, receipt.Outcome, receipt.Fault.Instances.length], ["drill", "Recovered", 1]);
  const text = (await hostler.cli(["rollout", "show", "e"])).stdout;
  assert.match(text, /^e: drill, instance-kill in zone-\w/);
  assert.match(text, /Out of the routers' tables after \d+\.\d\d s, as many instances as before after \d+\.\d\d s\./);
  assert.match(text, /ZONE +INSTANCES +BEFORE +FAILED +P99 +DURING/);
  const list = (await hostler.cli(["rollout", "list", "e"])).stdout.split("\n");
  assert.match(list[1]!, new RegExp(`^${rolloutId} +drill, instance-kill in zone-\\w .* Recovered`));
  assert.match(list[3]!, /^create-\d+/);
  const told = await hostler.cli(["drill", "instance-kill", "--endpoint", "e", "--for", "4s", "--body", breastCancerRows[0]!]);
  assert.match(told.stdout, /To read it again: hostler rollout show e --id drill-\d+\n/);
});
