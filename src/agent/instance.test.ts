/** One instance with a real process: a small server whose behaviour each test writes down. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { isAlive } from "../../test/harness/processes.ts";
import { systemClock } from "../lib/clock.ts";
import { InstanceProcess } from "./instance.ts";
import { logFile } from "./layout.ts";
import type { InstanceReport, InstanceSpec } from "./protocol.ts";

/** A model server in a line of JavaScript: `answer` decides what `/ping` says. */
const server = (answer: string): string =>
  `require("node:http").createServer((request, response) => { ${answer} }).listen(Number(process.env.SAGEMAKER_BIND_TO_PORT), "127.0.0.1");`;
const healthy = server("response.end()");

interface Bench extends AsyncDisposable {
  readonly instance: InstanceProcess;
  readonly reports: InstanceReport[];
  readonly logFile: string;
  until(sentence: string, seen: (report: InstanceReport) => boolean): Promise<InstanceReport>;
}

function open(script: string, change: Partial<InstanceSpec> = {}, unpack?: () => Promise<string>): Bench {
  const dir = mkdtempSync(join(tmpdir(), "instance-"));
  for (const name of ["instances", "sockets", "logs"]) mkdirSync(join(dir, name));
  const file = join(dir, "server.cjs");
  writeFileSync(file, script);
  const reports: InstanceReport[] = [];
  const layout = {
    instances: join(dir, "instances"),
    roles: dir,
    sockets: join(dir, "sockets"),
    logs: join(dir, "logs"),
    blobs: dir,
    models: dir,
  };
  const spec: InstanceSpec = {
    id: `i-test${reports.length}${Math.floor(performance.now())}`,
    endpoint: "e",
    variant: "AllTraffic",
    zone: "a",
    image: "test",
    runtime: { kind: "command", command: `'${process.execPath}' '${file}'` },
    environment: {},
    region: "us-east-1",
    artifact: undefined,
    downloadTimeoutMs: 1000,
    startupTimeoutMs: 10_000,
    vcpus: 1,
    memoryBytes: 1024 ** 3,
    ...change,
  };
  const instance = new InstanceProcess(spec, {
    clock: systemClock,
    layout,
    native: { node: process.execPath, args: [], entry: "", environment: {} },
    inherited: {},
    mark: {},
    unpack: unpack ?? (async () => dir),
    changed: (report) => reports.push(report),
  });
  instance.start();
  return {
    instance,
    reports,
    logFile: logFile(layout, spec),
    until: async (sentence, seen) => {
      for (let waited = 0; waited < 20_000; waited += 10) {
        const found = reports.find(seen);
        if (found) return found;
        await systemClock.sleep(10);
      }
      throw new Error(`Not seen: ${sentence}. Reports: ${JSON.stringify(reports)}`);
    },
    [Symbol.asyncDispose]: async () => {
      await instance.stop(1_000);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

test("it is running when /ping answers 200, and gone after its stop", async () => {
  await using bench = open(healthy);
  const { pid } = await bench.until("healthy", ({ healthy }) => healthy);
  await bench.instance.stop(1_000);
  assert.throws(() => process.kill(pid!, 0), { code: "ESRCH" });
});

test("a process that ignores SIGTERM is killed after the grace", async () => {
  await using bench = open(`process.on("SIGTERM", () => {}); ${healthy}`);
  const { pid } = await bench.until("healthy", ({ healthy }) => healthy);
  await bench.instance.stop(200);
  assert.throws(() => process.kill(pid!, 0), { code: "ESRCH" });
});

test("what the process started ends with it", async () => {
  await using bench = open(`console.log(require("node:child_process").spawn("sleep", ["600"]).pid); ${healthy}`);
  await bench.until("healthy", ({ healthy }) => healthy);
  const child = Number(readFileSync(bench.logFile, "utf8").replace(/^\[hostler\].*$/gm, ""));
  assert.ok(isAlive(child));
  await bench.instance.stop(1_000);
  for (let waited = 0; isAlive(child) && waited < 2_000; waited += 10) await systemClock.sleep(10);
  assert.ok(!isAlive(child));
});

test("a server that is never healthy fails when its start-up time is over, saying what /ping answered", async () => {
  await using bench = open(server("response.statusCode = 503; response.end()"), { startupTimeoutMs: 300 });
  const { failure } = await bench.until("failed", ({ state }) => state === "failed");
  assert.equal(failure?.stage, "startup");
  assert.match(failure?.message ?? "", /did not pass the ping health check.*\/ping answered 503/);
});

test("a server that ends twice before it was ever healthy is not tried a third time", async () => {
  await using bench = open('console.error("no licence"); process.exit(9)');
  const { failure, exits } = await bench.until("failed", ({ state }) => state === "failed");
  assert.equal(exits, 1);
  assert.match(failure?.message ?? "", /exit code 9.*Last log line: no licence/);
  const told = readFileSync(bench.logFile, "utf8")
    .split("\n")
    .map((line) => line.replace(/^(\[hostler\] \w+).*/, "$1"));
  const tried = ["[hostler] process", "no licence", "[hostler] The"];
  assert.deepEqual(told, ["[hostler] instance", ...tried, ...tried, ""], "its log says what we did and why, apart from what it printed");
});

test("a server that dies later is started again in its place, at the same address", async () => {
  await using bench = open(healthy);
  const first = await bench.until("healthy", ({ healthy }) => healthy);
  process.kill(first.pid!, "SIGKILL");
  const second = await bench.until("healthy again", ({ healthy, pid }) => healthy && pid !== first.pid);
  assert.deepEqual(second.address, first.address);
  assert.equal(second.exits, 1);
});

test("an archive that cannot be unpacked fails the instance with the reason", async () => {
  const artifact = { url: "s3://bucket/model.tar.gz", sha256: "0" };
  await using bench = open(healthy, { artifact }, () => Promise.reject(new Error("It is a picture of a cat.")));
  const { failure } = await bench.until("failed", ({ state }) => state === "failed");
  assert.equal(failure?.stage, "artifact");
  assert.match(failure?.message ?? "", /s3:\/\/bucket\/model\.tar\.gz.*picture of a cat/);
});

test("the model's variables reach the process, and none of ours do", async () => {
  process.env.HOSTLER_TEST_SECRET = "do not tell";
  const script = server(
    'response.statusCode = process.env.COLOUR === "red" && !process.env.HOSTLER_TEST_SECRET && process.env.SM_MODEL_DIR ? 200 : 500; response.end()',
  );
  await using bench = open(script, { environment: { COLOUR: "red" } });
  assert.ok(await bench.until("healthy", ({ healthy }) => healthy));
  delete process.env.HOSTLER_TEST_SECRET;
});
