/**
 * Each of our processes dies at each of its failpoints in the middle of an update, or stops there for a while: no request fails but those in
 * flight in what died, the update completes or goes back, and nothing runs twice or without a reason. `npm run bench:crashes` has every
 * failpoint of control in every stage under every policy; here each has its turn once, under one policy or another.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Failpoint, failpoints } from "../../src/lib/failpoint.ts";
import { CrashSite, type UpdatePolicy, updatePolicies } from "../harness/crash-site.ts";
import { arm } from "../harness/failpoints.ts";
import { startLoad } from "../harness/load.ts";
import { instancesOf, isStopped, rolePid } from "../harness/processes.ts";
import { servingOf } from "../harness/rest.ts";
import { until } from "../harness/until.ts";

const policies = Object.keys(updatePolicies) as UpdatePolicy[];
const connections = 4;
const load = (site: CrashSite) => startLoad(site.clients, site.endpoint, { connections, pauseMs: 50 });

/** An update during which `point` is passed by a process that gets `signal` from it; whatever is to be done about that is done by `then`. */
async function crash(
  site: CrashSite,
  policy: UpdatePolicy,
  point: Failpoint,
  then?: () => Promise<void>,
  signal?: NodeJS.Signals,
): Promise<void> {
  await site.converged();
  const { before, next, accepted, fired } = await site.update(policy, { point, signal }, then);
  assert.ok(fired, `an update, ${policy}, passes ${point}`);
  const { config, reason } = await site.converged();
  if (config === next) assert.equal(reason, undefined);
  else {
    assert.equal(config, before);
    assert.ok(policy === "rollback" || !accepted, `${policy}, ${point}: it went back: ${reason}`);
  }
  const receipt = await site.receipt();
  if (accepted) assert.equal(receipt.ToConfig, next);
  assert.equal(receipt.Outcome, accepted && config !== next ? "RolledBack" : "Succeeded");
}

describe("an update in which a process dies or stops", { concurrency: true }, () => {
  const updating = failpoints.control.filter((point) => point !== "reconciler.swept");
  for (const hand of [0, 1, 2]) {
    const points = updating.filter((_, index) => index % 3 === hand);
    test(`control dies at ${points.join(", ")}; the first time, again as soon as it is back`, async () => {
      await using site = await CrashSite.start();
      await using traffic = load(site);
      arm(site.failpoints, { point: "reconciler.swept" });
      for (const [index, point] of points.entries()) await crash(site, policies[(index + 2 * hand) % policies.length]!, point);
      await traffic.stop();
      assert.deepEqual(traffic.failures, []);
    });
  }

  test(`the agent dies at ${failpoints.agent.join(", ")}`, async () => {
    await using site = await CrashSite.start();
    await using traffic = load(site);
    for (const [index, point] of failpoints.agent.entries())
      await crash(site, policies[index % policies.length]!, point, () => site.upAgain());
    await traffic.stop();
    assert.deepEqual(traffic.failures, []);
  });

  test(`one of two routers dies at ${failpoints.router.join(", ")}: only what it had in flight fails`, async () => {
    await using site = await CrashSite.start({ routers: 2 });
    await using traffic = load(site);
    for (const [index, point] of failpoints.router.entries()) await crash(site, policies[index + 2]!, point);
    await traffic.stop();
    const most = failpoints.router.length * connections;
    assert.ok(traffic.failures.length <= most, `${traffic.failures.length} requests failed: ${traffic.failures.join("; ")}`);
  });

  test("control, a router and an instance stop for a while, each of them twice: no request fails", async () => {
    await using site = await CrashSite.start();
    await using traffic = load(site);
    const goesOn = (role: string) => async (): Promise<void> => {
      const pid = await until(`${role} is stopped`, () => stoppedRole(site, role));
      process.kill(pid, "SIGCONT");
    };
    await crash(site, "canary", "reconciler.stored", goesOn("control"), "SIGSTOP");
    await crash(site, "rolling", "publisher.published", goesOn("control"), "SIGSTOP");
    await crash(site, "linear", "routes.kept", goesOn("router-1"), "SIGSTOP");
    await crash(site, "rollback", "routes.taken", goesOn("router-1"), "SIGSTOP");
    for (const policy of ["allAtOnce", "rolling"] as const) {
      await crash(site, policy, "reconciler.launched", () => stopInstance(site), "SIGCONT");
    }
    await traffic.stop();
    assert.deepEqual(traffic.failures, []);
  });
});

function stoppedRole({ dataFolder }: CrashSite, role: string): number | undefined {
  const pid = rolePid(dataFolder, role);
  return pid !== undefined && isStopped(pid) ? pid : undefined;
}

/** Stops an instance that takes traffic until the router sends it nothing any more. */
async function stopInstance({ dataFolder, endpoint }: CrashSite): Promise<void> {
  const [id] = servingOf(dataFolder, "router-1", endpoint);
  const pid = instancesOf(dataFolder).find((instance) => instance.id === id)!.pid!;
  process.kill(pid, "SIGSTOP");
  await until("the instance is out of the table", () => !servingOf(dataFolder, "router-1", endpoint).includes(id!) || undefined);
  process.kill(pid, "SIGCONT");
}
