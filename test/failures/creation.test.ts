/** Endpoints that cannot come up end as `Failed`, with a reason that a person can act on, and leave nothing running. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, before, test } from "node:test";
import { DeleteEndpointCommand, DescribeEndpointCommand, UpdateEndpointCommand } from "@aws-sdk/client-sagemaker";
import { archiveOf } from "../harness/archives.ts";
import {
  breastCancerRows,
  type Clients,
  clientsOf,
  createConfig,
  createEndpoint,
  createModel,
  invoke,
  settled,
  variantOf,
} from "../harness/deployment.ts";
import { startHostler, type TestHostler } from "../harness/hostler.ts";
import { instancesOf } from "../harness/processes.ts";
import { until } from "../harness/until.ts";

let hostler: TestHostler;
let clients: Clients;
before(async () => {
  hostler = await startHostler();
  clients = clientsOf(hostler);
});
after(() => hostler[Symbol.asyncDispose]());

const cases = [
  { name: "rubbish", archive: Buffer.from("this is no archive"), why: /archive/i },
  { name: "traversal", archive: archiveOf([{ name: "../../hostler-escaped", content: "x" }]), why: /hostler-escaped/ },
  {
    name: "symlink-out",
    archive: archiveOf([
      { name: "out", type: "2", link: "/etc" },
      { name: "out/passwd", content: "x" },
    ]),
    why: /out/,
  },
  { name: "hardlink-out", archive: archiveOf([{ name: "shadow", type: "1", link: "/etc/shadow" }]), why: /shadow/ },
  { name: "device", archive: archiveOf([{ name: "zero", type: "3" }]), why: /zero/ },
  { name: "bomb", archive: archiveOf([{ name: "zeros", content: Buffer.alloc(400 * 1024 * 1024) }]), why: /expand|large|bomb/i },
  { name: "no-model", archive: archiveOf([{ name: "readme.txt", content: "hello" }]), why: /xgboost-model|model/ },
  { name: "bad-model", archive: archiveOf([{ name: "xgboost-model", content: "not a model at all" }]), why: /xgboost-model|model/ },
];

for (const { name, archive, why } of cases) {
  test(`an archive with ${name} fails the endpoint and says why`, async () => {
    await createModel(clients, name, { archive });
    const endpoint = await createEndpoint(clients, name, [variantOf(name, 1)]);
    assert.equal(endpoint.EndpointStatus, "Failed");
    assert.match(endpoint.FailureReason ?? "", why);
    assert.ok((endpoint.FailureReason ?? "").length <= 1024);
    await until("nothing of it runs", () => instancesOf(hostler.dataFolder).length === 0 || undefined);
  });
}

test("nothing escaped from the archives", () => {
  assert.ok(!existsSync(`${hostler.dataFolder}/artifacts/hostler-escaped`));
  assert.ok(!existsSync(`${hostler.dataFolder}/hostler-escaped`));
});

test("an image that nothing here can run names those that run, and how to add one", async () => {
  await createModel(clients, "stranger", {
    image: "registry.example/team/my-model:7",
    archive: archiveOf([{ name: "weights.bin", content: "x" }]),
  });
  const { EndpointStatus, FailureReason } = await createEndpoint(clients, "stranger", [variantOf("stranger", 1)]);
  assert.equal(EndpointStatus, "Failed");
  assert.match(FailureReason ?? "", /registry\.example\/team\/my-model:7/);
  assert.match(FailureReason ?? "", /sagemaker-xgboost/);
  assert.match(FailureReason ?? "", /hostler image add/);
});

test("a server that ends at once fails the endpoint in AWS's words, with exit code and last words", async () => {
  await hostler.cli(["image", "add", "crashes", "--command", "sh -c 'echo I need a licence file; exit 7'"]);
  await createModel(clients, "crashing", { image: "crashes" });
  const { EndpointStatus, FailureReason = "" } = await createEndpoint(clients, "crashing", [variantOf("crashing", 1)]);
  assert.equal(EndpointStatus, "Failed");
  assert.match(
    FailureReason,
    /^The primary container for production variant AllTraffic did not pass the ping health check\. Please check CloudWatch logs for this endpoint\./,
  );
  assert.match(FailureReason, /exit code 7/);
  assert.match(FailureReason, /I need a licence file/);
});

test("an update that cannot come up leaves the endpoint as it was, serving, with the reason", async () => {
  await createModel(clients, "good");
  await createModel(clients, "corrupt", { archive: archiveOf([{ name: "xgboost-model", content: "{L" }]) });
  await createEndpoint(clients, "kept", [variantOf("good", 1)]);
  await createConfig(clients, "corrupt", [variantOf("corrupt", 1)]);
  await clients.sagemaker.send(new UpdateEndpointCommand({ EndpointName: "kept", EndpointConfigName: "corrupt" }));
  const after = await settled(clients, "kept");
  assert.equal(after.EndpointStatus, "InService");
  assert.equal(after.EndpointConfigName, "kept");
  assert.match(after.FailureReason ?? "", /model/);
  assert.match(await invoke(clients, "kept", breastCancerRows[0]!), /^[0-9.e-]+\n$/);
});

test("an endpoint that failed can only be deleted, and is gone then", async () => {
  await assert.rejects(clients.sagemaker.send(new UpdateEndpointCommand({ EndpointName: "rubbish", EndpointConfigName: "corrupt" })), {
    name: "ValidationException",
  });
  await clients.sagemaker.send(new DeleteEndpointCommand({ EndpointName: "rubbish" }));
  await until("it is gone", async () => {
    const found = await clients.sagemaker
      .send(new DescribeEndpointCommand({ EndpointName: "rubbish" }))
      .catch((error: Error) => error.message);
    return typeof found === "string" && found.startsWith("Could not find endpoint") ? true : undefined;
  });
});

test("hostler status tells of an endpoint in a region where no instance runs", async () => {
  const there = clientsOf({ client: { ...hostler.client, region: "eu-west-1" } });
  const elsewhere = { ...there, s3: clients.s3 };
  await createModel(elsewhere, "elsewhere", { archive: Buffer.from("this is no archive") });
  assert.equal((await createEndpoint(elsewhere, "elsewhere", [variantOf("elsewhere", 1)])).EndpointStatus, "Failed");
  await until("nothing runs there", async () => {
    const { stdout } = await hostler.cli(["status", "--output", "json"]);
    const { endpoints, instances } = JSON.parse(stdout) as {
      endpoints: { name: string; region: string }[];
      instances: { region: string }[];
    };
    if (instances.some(({ region }) => region === "eu-west-1")) return undefined;
    assert.deepEqual(
      endpoints.filter(({ region }) => region === "eu-west-1").map(({ name }) => name),
      ["elsewhere"],
    );
    return true;
  });
});
