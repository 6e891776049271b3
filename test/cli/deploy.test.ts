/** `hostler deploy`, `invoke`, `status` and `logs`: the life of an endpoint as a person at a terminal lives it. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { DescribeModelCommand, ListModelsCommand, SageMakerClient } from "@aws-sdk/client-sagemaker";
import { type Finished, startHostler, type TestHostler } from "../harness/hostler.ts";

const fixtures = resolve(import.meta.dirname, "../../fixtures/xgboost");
const champion = join(fixtures, "breast-cancer", "model.tar.gz");
const challenger = join(fixtures, "breast-cancer-challenger", "model.tar.gz");
const rows = readFileSync(join(fixtures, "breast-cancer", "rows.csv"), "utf8")
  .trim()
  .split("\n");
const digestOf = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

let hostler: TestHostler;
let folder: string;
before(async () => {
  hostler = await startHostler();
  folder = mkdtempSync(join(tmpdir(), "hostler-files-"));
});
after(async () => {
  await hostler[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

interface Status {
  processes: { role: string; pid?: number }[];
  endpoints: { name: string; status: string; failureReason?: string; variants: object[] }[];
  instances: {
    endpoint: string;
    variant: string;
    id: string;
    zone: string;
    pid: number;
    state: string;
    healthy: boolean;
    modelDigest: string;
  }[];
}
async function statusNow(): Promise<Status> {
  const { status, stdout } = await hostler.cli(["status", "--output", "json"]);
  assert.equal(status, 0);
  return JSON.parse(stdout);
}
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const failed = ({ status, stdout }: Finished): void => assert.deepEqual({ status, stdout }, { status: 1, stdout: "" });

test("status without endpoints lists every process and says how to make an endpoint", async () => {
  const { stdout, status } = await hostler.cli(["status"]);
  assert.equal(status, 0);
  assert.match(stdout, /No endpoints\. Make one: hostler deploy MODEL\.tar\.gz --name NAME\n$/);
  const { processes, endpoints, instances } = await statusNow();
  assert.deepEqual(
    processes.map(({ role }) => role),
    ["up", "control", "router-1"],
  );
  assert.equal(processes[0]?.pid, hostler.pid);
  for (const { pid } of processes) assert.doesNotThrow(() => process.kill(pid!, 0));
  assert.deepEqual({ endpoints, instances }, { endpoints: [], instances: [] });
});

describe("a file that is no model archive is refused before anything is made", () => {
  const cases = [
    { what: "no file", path: () => join(folder, "absent.tar.gz"), says: /^hostler: There is no file \S+absent\.tar\.gz\.\n$/ },
    { what: "an empty file", path: () => file("empty.tar.gz", ""), says: /empty\.tar\.gz is empty\.\n$/ },
    { what: "a folder", path: () => folder, says: /is a folder\. Pack it first: tar czf model\.tar\.gz -C '[^']+' \.\n$/ },
    {
      what: "a bare model",
      path: () => file("model.onnx", "x".repeat(4096)),
      says: /model\.onnx is not a model archive\. Pack the model first: tar czf /,
    },
    { what: "a damaged gzip", path: () => file("bad.tar.gz", Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4])), says: /is not a model archive/ },
  ];
  for (const { what, path, says } of cases) {
    test(what, async () => {
      const refused = await hostler.cli(["deploy", path(), "--name", "nothing"]);
      failed(refused);
      assert.match(refused.stderr, says);
      assert.match(refused.stderr, /^[^\n]+\n$/, "one sentence");
    });
  }

  test("and nothing was made", async () => {
    const client = new SageMakerClient(hostler.client);
    assert.deepEqual((await client.send(new ListModelsCommand({}))).Models, []);
    client.destroy();
  });
});

test("a name that AWS does not allow is refused in AWS's words", async () => {
  const refused = await hostler.cli(["deploy", champion, "--name", "not_allowed"]);
  failed(refused);
  assert.match(refused.stderr, /^hostler: ValidationException \(400\): .*'not_allowed' at 'endpointName' failed to satisfy constraint/);
});

test("a new endpoint comes into service, spread over zones, and says what to type next", async () => {
  const done = await hostler.cli(["deploy", champion, "--name", "fraud", "--instances", "2", "--variant", "main", "--env", "A=1", "B=x=y"]);
  assert.equal(done.status, 0, done.stderr);
  assert.match(done.stdout, /^Endpoint fraud is in service after \d+\.\d s: main × 2\.\n\nNext:\n {2}hostler invoke fraud /);
  assert.match(done.stdout, /^ {2}hostler inspect \S+model\.tar\.gz --env A=1 B=x=y # prints a request that it answers$/m);
  assert.match(done.stderr, /^Uploaded .* to s3:\/\/hostler-models-000000000000\/fraud\/\S+\/model\.tar\.gz\n(Creating: main \d of 2\n)+$/);
  const { endpoints, instances } = await statusNow();
  assert.deepEqual(endpoints, [
    { name: "fraud", region: "us-east-1", status: "InService", variants: [{ name: "main", weight: 1, inService: 2, desired: 2 }] },
  ]);
  assert.equal(new Set(instances.map(({ zone }) => zone)).size, 2);
  for (const { endpoint, variant, state, healthy, modelDigest, pid } of instances) {
    assert.deepEqual({ endpoint, variant, state, healthy }, { endpoint: "fraud", variant: "main", state: "running", healthy: true });
    assert.equal(modelDigest, digestOf(champion));
    assert.doesNotThrow(() => process.kill(pid, 0));
  }
  const shown = (await hostler.cli(["status"])).stdout;
  assert.match(shown, /^fraud +InService +main +100 % +2 of 2$/m);
  for (const { id, zone, pid } of instances) {
    assert.match(shown, new RegExp(`^${id} +fraud +main +${zone} +${pid} +running +yes +${digestOf(champion).slice(0, 12)}$`, "m"));
  }
});

describe("invoke", () => {
  test("takes its body from an argument, a file and standard input, and prints the answer and nothing else", async () => {
    const path = file("row.csv", rows[0]!);
    const answers = [
      await hostler.cli(["invoke", "fraud", "--body", rows[0]!]),
      await hostler.cli(["invoke", "fraud", "--file", path]),
      await hostler.cli(["invoke", "fraud"], { input: rows[0]! }),
    ];
    for (const { status, stdout, stderr } of answers) {
      assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
      assert.equal(stdout, answers[0]!.stdout);
      assert.ok(Number(stdout) > 0 && Number(stdout) < 0.01, stdout);
    }
  });

  test("with -v says on stderr who answered, and --accept chooses the form", async () => {
    const { stdout, stderr } = await hostler.cli(["invoke", "fraud", "--body", rows[0]!, "--accept", "application/json", "-v"]);
    assert.match(stderr, /^variant main, \d+ ms, \d+ bytes of application\/json\n$/);
    assert.equal(JSON.parse(stdout).predictions.length, 1);
  });

  const errors = [
    {
      what: "an unknown endpoint",
      args: ["nobody", "--body", "1"],
      says: "ValidationError (400): Endpoint nobody of account 000000000000 not found.",
    },
    {
      what: "an unknown variant",
      args: ["fraud", "--body", "1", "--variant", "other"],
      says: "ValidationError (400): Variant other not found for endpoint fraud of account 000000000000.",
    },
  ];
  for (const { what, args, says } of errors) {
    test(`${what} is told as the API tells it`, async () => {
      assert.deepEqual(await hostler.cli(["invoke", ...args]), { status: 1, stdout: "", stderr: `hostler: ${says}\n` });
    });
  }

  test("an error of the model is a ModelError", async () => {
    const wrong = await hostler.cli(["invoke", "fraud", "--body", "not,a,row"]);
    failed(wrong);
    assert.match(wrong.stderr, /^hostler: ModelError \(424\): Received client error \(\d+\) from primary with message "/);
  });

  test("a file that is not there is named", async () => {
    const stderr = "hostler: /nonexistent/row.csv cannot be read (ENOENT).\n";
    assert.deepEqual(await hostler.cli(["invoke", "fraud", "--file", "/nonexistent/row.csv"]), { status: 1, stdout: "", stderr });
  });
});

test("an endpoint that is there is updated, and keeps what the command line does not name", async () => {
  const done = await hostler.cli(["deploy", challenger, "--name", "fraud"]);
  assert.equal(done.status, 0, done.stderr);
  assert.match(done.stderr, /Endpoint fraud is there already: updating it/);
  assert.match(done.stdout, /^Endpoint fraud is updated after \d+\.\d s: main × 2\.\n/);
  const { instances } = await statusNow();
  assert.deepEqual(
    instances.map(({ variant, modelDigest }) => [variant, modelDigest]),
    Array(2).fill(["main", digestOf(challenger)]),
  );
  const client = new SageMakerClient(hostler.client);
  const { Models = [] } = await client.send(new ListModelsCommand({ SortBy: "CreationTime" }));
  assert.equal(Models.length, 2, "the model before is kept");
  const model = await client.send(new DescribeModelCommand({ ModelName: Models[0]!.ModelName }));
  assert.deepEqual(model.PrimaryContainer?.Environment, { A: "1", B: "x=y" });
  client.destroy();
});

test("an unknown variant of an endpoint that is there is refused before anything is made", async () => {
  const stderr = "hostler: Endpoint fraud has no variant other; it has main.\n";
  assert.deepEqual(await hostler.cli(["deploy", champion, "--name", "fraud", "--variant", "other"]), { status: 1, stdout: "", stderr });
});

test("an archive no model server knows leaves the endpoint as it was, or failed when it is new, and the reason is printed", async () => {
  execFileSync("tar", ["czf", join(folder, "readme.tar.gz"), "-C", resolve(import.meta.dirname, "../.."), "LICENSE"]);
  const archive = join(folder, "readme.tar.gz");
  const update = await hostler.cli(["deploy", archive, "--name", "fraud"]);
  failed(update);
  assert.match(
    update.stderr,
    /hostler: Endpoint fraud could not be updated and serves what it did before: The archive holds no model that runs natively/,
  );
  assert.equal((await hostler.cli(["invoke", "fraud", "--body", rows[0]!])).status, 0);
  const created = await hostler.cli(["deploy", archive, "--name", "broken"]);
  failed(created);
  assert.match(created.stderr, /hostler: Endpoint broken has failed: The archive holds no model that runs natively/);
  const broken = (await statusNow()).endpoints.find(({ name }) => name === "broken");
  assert.equal(broken?.status, "Failed");
  assert.match(broken?.failureReason ?? "", /hostler image add .* It holds "LICENSE"\.$/);
  assert.match((await hostler.cli(["status"])).stdout, /^broken: The archive holds no model/m);
  const again = await hostler.cli(["deploy", champion, "--name", "broken"]);
  assert.equal(again.status, 0, again.stderr);
  assert.match(again.stderr, /Endpoint broken has failed before: making it anew/);
});

test("a name of 63 characters is a good name, and delete ends its endpoint", async () => {
  const name = "n".repeat(63);
  const done = await hostler.cli(["deploy", champion, "--name", name]);
  assert.equal(done.status, 0, done.stderr);
  const gone = await hostler.cli(["delete", name]);
  assert.deepEqual({ status: gone.status, stderr: gone.stderr }, { status: 0, stderr: "" });
  assert.match(gone.stdout, /is gone\. Its configuration and models stay\.\n$/);
  assert.ok(!(await statusNow()).endpoints.some((endpoint) => endpoint.name === name));
});

test("an endpoint that is not there cannot be deleted", async () => {
  const refused = await hostler.cli(["delete", "nobody"]);
  failed(refused);
  assert.match(refused.stderr, /^hostler: ValidationException \(400\): Could not find endpoint /);
});

test("logs of an endpoint that never ran say so", async () => {
  const refused = await hostler.cli(["logs", "nobody"]);
  failed(refused);
  assert.match(refused.stderr, /^hostler: ValidationException \(400\): Endpoint nobody has no logs here/);
});
