/** Any process of ours may be killed or hang at any moment: the endpoint goes on serving and comes back to what was asked for. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { DescribeEndpointCommand, UpdateEndpointCommand, UpdateEndpointWeightsAndCapacitiesCommand } from "@aws-sdk/client-sagemaker";
import {
  breastCancerRows,
  clientsOf,
  createConfig,
  createEndpoint,
  createModel,
  fixture,
  invoke,
  settled,
  variantOf,
} from "../harness/deployment.ts";
import { startHostler, temporaryFolder } from "../harness/hostler.ts";
import { startLoad } from "../harness/load.ts";
import { instancesOf, isAlive, markedPids, rolePid } from "../harness/processes.ts";
import { until } from "../harness/until.ts";

const row = breastCancerRows[0]!;

test("instances that are killed or hang are replaced, from the pinned archive, although the object is overwritten and then deleted", async () => {
  await using hostler = await startHostler();
  const clients = clientsOf(hostler);
  await createModel(clients, "m");
  assert.equal((await createEndpoint(clients, "e", [variantOf("m", 3)])).EndpointStatus, "InService");
  const before = await invoke(clients, "e", row);
  await clients.s3.send(
    new PutObjectCommand({ Bucket: "models", Key: "m.tar.gz", Body: fixture("xgboost/breast-cancer-challenger/model.tar.gz") }),
  );

  const [first, second] = instancesOf(hostler.dataFolder);
  process.kill(first!.pid!, "SIGKILL");
  const restarted = await until("the killed instance has a new process", () => {
    const pid = instancesOf(hostler.dataFolder).find(({ id }) => id === first!.id)?.pid;
    return pid !== undefined && pid !== first!.pid ? pid : undefined;
  });
  assert.ok(isAlive(restarted));
  await clients.s3.send(new DeleteObjectCommand({ Bucket: "models", Key: "m.tar.gz" }));

  process.kill(second!.pid!, "SIGSTOP");
  const replaced = await until("the hanging instance has a new process", () => {
    const pid = instancesOf(hostler.dataFolder).find(({ id }) => id === second!.id)?.pid;
    return pid !== undefined && pid !== second!.pid ? pid : undefined;
  });
  assert.ok(isAlive(replaced));
  assert.ok(!isAlive(second!.pid!));

  await clients.sagemaker.send(
    new UpdateEndpointWeightsAndCapacitiesCommand({
      EndpointName: "e",
      DesiredWeightsAndCapacities: [{ VariantName: "AllTraffic", DesiredInstanceCount: 5 }],
    }),
  );
  const grown = await settled(clients, "e");
  assert.equal(grown.EndpointStatus, "InService");
  assert.equal(grown.FailureReason, undefined);
  await until("five instances are in service", async () => {
    const { ProductionVariants } = await clients.sagemaker.send(new DescribeEndpointCommand({ EndpointName: "e" }));
    return ProductionVariants?.[0]?.CurrentInstanceCount === 5 ? true : undefined;
  });
  for (let i = 0; i < 50; i++) assert.equal(await invoke(clients, "e", row), before);
});

test("control killed in the middle of an update: no request fails, and the update completes", async () => {
  await using hostler = await startHostler();
  const clients = clientsOf(hostler);
  await createModel(clients, "blue");
  await createModel(clients, "green", { archive: fixture("xgboost/breast-cancer-challenger/model.tar.gz") });
  await createEndpoint(clients, "e", [variantOf("blue", 2)]);
  await createConfig(clients, "next", [variantOf("green", 2)]);
  const before = await invoke(clients, "e", row);
  await using load = startLoad(clients, "e");
  await load.pass(50);
  for (let kill = 0; kill < 3; kill++) {
    await clients.sagemaker.send(new UpdateEndpointCommand({ EndpointName: "e", EndpointConfigName: kill % 2 === 0 ? "next" : "e" }));
    await load.pass(10 + 40 * kill);
    process.kill(rolePid(hostler.dataFolder, "control")!, "SIGKILL");
    const after = await settled(clients, "e");
    assert.equal(after.EndpointStatus, "InService");
    assert.equal(after.EndpointConfigName, kill % 2 === 0 ? "next" : "e");
    await load.pass(20);
  }
  await load.stop();
  assert.deepEqual(load.failures, []);
  assert.equal(instancesOf(hostler.dataFolder).length, 2);
  assert.notEqual(await invoke(clients, "e", row), before);
});

test("the router killed: it is back by itself, with the table, without control", async () => {
  await using hostler = await startHostler();
  const clients = clientsOf(hostler);
  await createModel(clients, "m");
  await createEndpoint(clients, "e", [variantOf("m", 2)]);
  const before = await invoke(clients, "e", row);
  const control = rolePid(hostler.dataFolder, "control")!;
  process.kill(control, "SIGSTOP");
  const router = rolePid(hostler.dataFolder, "router-1")!;
  process.kill(router, "SIGKILL");
  const again = await until("invocations are answered again", () => invoke(clients, "e", row).catch(() => undefined), 10);
  assert.equal(again, before);
  assert.notEqual(rolePid(hostler.dataFolder, "router-1"), router);
  process.kill(control, "SIGCONT");
});

test("the supervisor killed and started again: the endpoint never stops answering, and the same processes are taken up", async () => {
  const dataFolder = temporaryFolder();
  const first = await startHostler({ dataFolder });
  const clients = clientsOf(first);
  await createModel(clients, "m");
  await createEndpoint(clients, "e", [variantOf("m", 3)]);
  const pids = instancesOf(dataFolder)
    .map(({ pid }) => pid)
    .sort();
  const roles = ["control", "router-1"].map((role) => rolePid(dataFolder, role));
  const load = startLoad(clients, "e");
  await load.pass(20);
  process.kill(first.pid, "SIGKILL");
  await load.pass(50);
  await using second = await startHostler({ dataFolder, args: ["--port", String(first.port)] });
  await load.pass(50);
  await load.stop();
  assert.deepEqual(load.failures, []);
  assert.deepEqual(
    instancesOf(dataFolder)
      .map(({ pid }) => pid)
      .sort(),
    pids,
  );
  assert.deepEqual(
    ["control", "router-1"].map((role) => rolePid(dataFolder, role)),
    roles,
  );
  // What was taken up is watched like what was started.
  process.kill(pids[0]!, "SIGKILL");
  await until(
    "the instance is started again",
    () => instancesOf(dataFolder).every(({ pid }) => pid !== undefined && pid !== pids[0] && isAlive(pid)) || undefined,
  );
  assert.equal((await settled(clients, "e")).EndpointStatus, "InService");
  assert.equal(await second.stop(), 0);
  assert.deepEqual(markedPids(dataFolder), []);
});

test("everything killed at once: the next start brings the endpoint back", async () => {
  const dataFolder = temporaryFolder();
  const first = await startHostler({ dataFolder });
  const clients = clientsOf(first);
  await createModel(clients, "m");
  await createEndpoint(clients, "e", [variantOf("m", 2)]);
  const before = await invoke(clients, "e", row);
  for (const pid of [first.pid, ...markedPids(dataFolder)]) process.kill(pid, "SIGKILL");
  await until("nothing is left", () => markedPids(dataFolder).length === 0 || undefined);
  await using second = await startHostler({ dataFolder });
  const again = clientsOf(second);
  assert.equal(await invoke(again, "e", row), before, "it says that it is ready when the endpoint answers");
  assert.equal((await again.sagemaker.send(new DescribeEndpointCommand({ EndpointName: "e" }))).EndpointStatus, "InService");
});

test("limits of the instance type are enforced where the host lets us", async () => {
  await using hostler = await startHostler();
  const clients = clientsOf(hostler);
  await createModel(clients, "m");
  await createEndpoint(clients, "e", [variantOf("m", 1, { InstanceType: "ml.hostler.1x1" as never })]);
  const [{ id, pid }] = instancesOf(hostler.dataFolder) as unknown as [{ id: string; pid: number }];
  const groups = readFileSync(`/proc/${pid}/cgroup`, "utf8");
  const status = await hostler.cli(["status", "--output", "json"]);
  const { unenforced } = JSON.parse(status.stdout) as { unenforced?: string };
  if (unenforced === undefined) assert.match(groups, new RegExp(`hostler/${id}`), "the host enforces, so the process is in its group");
  else assert.match(unenforced, /memory|CPU/, "what is not enforced is said");
  assert.ok(join(hostler.dataFolder, id)); // the id names the group and the folder
});
