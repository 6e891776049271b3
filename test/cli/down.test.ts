/** `hostler down`: after it, nothing of the folder runs, whatever happened before. */
import assert from "node:assert/strict";
import { resolve } from "node:path";
import { test } from "node:test";
import { markedProcesses } from "../../src/agent/orphans.ts";
import { runCli, startHostler } from "../harness/hostler.ts";

const model = resolve(import.meta.dirname, "../../fixtures/xgboost/breast-cancer/model.tar.gz");

test("with a running server it stops it", async () => {
  await using hostler = await startHostler();
  assert.deepEqual(await hostler.cli(["down"]), { status: 0, stdout: `hostler on ${hostler.dataFolder} is stopped.\n`, stderr: "" });
  assert.equal(await hostler.stop(), 0, "up ended by itself, with status 0");
  assert.deepEqual(markedProcesses(hostler.dataFolder), []);
});

test("with a supervisor that was killed it ends what is left, and instances too", async () => {
  await using hostler = await startHostler();
  assert.equal((await hostler.cli(["deploy", model, "--name", "fraud", "--instances", "2"])).status, 0);
  await hostler.stop("SIGKILL");
  assert.ok(markedProcesses(hostler.dataFolder).length >= 4, "they outlive the supervisor");
  const answer = await hostler.cli(["invoke", "fraud", "--body", Array(30).fill("1").join()]);
  assert.equal(answer.status, 0, "and the endpoint answers without it");
  const status = await hostler.cli(["status"]);
  assert.match(status.stdout, /^up +ended$/m);
  assert.match(status.stdout, /Nothing supervises these processes/);
  const { status: ended, stdout } = await hostler.cli(["down"]);
  assert.equal(ended, 0);
  assert.match(stdout, /had died; \d+ process\(es\) it left behind are ended\.\n$/);
  assert.deepEqual(markedProcesses(hostler.dataFolder), []);
  assert.match((await hostler.cli(["status"])).stderr, /^hostler: No Hostler runs on /);
});

test("with nothing it says so, and twice is fine", async () => {
  const folder = "/nonexistent/folder";
  for (let time = 0; time < 2; time++) {
    assert.deepEqual(await runCli(["down", "--data", folder]), { status: 0, stdout: `Nothing runs on ${folder}.\n`, stderr: "" });
  }
});
