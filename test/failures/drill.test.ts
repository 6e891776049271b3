/** Drills on a live endpoint: what they break, what callers see, and that everything is whole again. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { breastCancerRows, type Clients, clientsOf, createEndpoint, createModel, variantOf } from "../harness/deployment.ts";
import { startHostler, type TestHostler } from "../harness/hostler.ts";
import { until } from "../harness/until.ts";

interface Report {
  answered: number;
  failed: number;
  failures: Record<string, number>;
  rolloutId: string;
  zone?: string;
  before: Record<string, number>;
  after: Record<string, number>;
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

async function drill(...args: string[]): Promise<Report> {
  const done = await hostler.cli(["drill", ...args, "--endpoint", "e", "--body", breastCancerRows[0]!, "--output", "json"]);
  assert.equal(done.status, 0, done.stderr);
  return JSON.parse(done.stdout) as Report;
}

/** How the drill ended, however long that takes: its report is over after the time that was asked for, its receipt when all is as before. */
function outcome({ rolloutId }: Report): Promise<string> {
  return until(
    "the drill is over",
    async () => {
      const { stdout } = await hostler.cli(["rollout", "show", "e", "--id", rolloutId, "--output", "json"]);
      const { Outcome } = JSON.parse(stdout) as { Outcome: string };
      return Outcome === "InProgress" ? undefined : Outcome;
    },
    120,
  );
}

test("a zone is lost under load: what is in flight there at most fails, and the capacity is put back in the others and spread again", async () => {
  const report = await drill("zone-outage", "--zone", "zone-b", "--for", "12s");
  assert.deepEqual(report.before, { "zone-a": 2, "zone-b": 2, "zone-c": 2 });
  assert.ok(report.failed <= 4, JSON.stringify(report.failures)); // one request on each of four connections
  assert.ok(report.answered > 100);
  assert.equal(await outcome(report), "Recovered");
});

test("an instance is killed under load: what is in flight on it at most fails", async () => {
  const report = await drill("instance-kill", "--for", "4s");
  assert.ok(report.failed <= 4, JSON.stringify(report.failures));
  assert.equal(await outcome(report), "Recovered");
});

test("a drill of an endpoint or zone that is not there is refused in one sentence", async () => {
  for (const [args, says] of [
    [["instance-kill", "--endpoint", "nobody"], /no instance in service|Could not find endpoint/],
    [["zone-outage", "--endpoint", "e", "--zone", "mars"], /There is no zone "mars" that is up\. Zones that are: zone-a, zone-b, zone-c\./],
    [["meteor", "--endpoint", "e"], /There is no drill "meteor"\./],
    [["instance-kill", "--endpoint", "e", "--for", "1s"], /--for must be from 4s to 60m/],
  ] as const) {
    const done = await hostler.cli(["drill", ...args, "--body", breastCancerRows[0]!]);
    assert.equal(done.status, 1);
    assert.match(done.stderr, says);
    assert.equal(done.stderr.trim().split("\n").length, 1);
  }
});
