/** The commands of examples/own-server/README.md: `hostler image`, and logs of a server that prints. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { startHostler, type TestHostler, temporaryFolder } from "../harness/hostler.ts";

const root = resolve(import.meta.dirname, "../..");
const example = join(root, "examples/own-server");
const skip = !process.env.CI && spawnSync("python3", ["--version"]).status !== 0 ? "python3 is not installed" : false;

let hostler: TestHostler;
let folder: string;
before(async () => {
  hostler = await startHostler();
  folder = temporaryFolder();
});
after(async () => {
  await hostler[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const succeed = async (args: readonly string[]): Promise<string> => {
  const { status, stdout, stderr } = await hostler.cli(args);
  assert.equal(status, 0, stderr);
  return stdout;
};

test("an image is added, listed and removed", async () => {
  assert.match(await succeed(["image", "add", "other", "--command", "sleep 1"]), /^Image other runs here from now on\./);
  const { images } = JSON.parse(await succeed(["image", "list", "--output", "json"]));
  assert.deepEqual(
    images.find(({ name }: { name: string }) => name === "other"),
    { name: "other", runtime: "command", command: "sleep 1" },
  );
  assert.match(await succeed(["image", "list"]), /^other +command +sleep 1$/m);
  assert.match(await succeed(["image", "remove", "other"]), /^Image other is removed\./);
  const stderr = 'hostler: ValidationException (400): No image "other" is registered.\n';
  assert.deepEqual(await hostler.cli(["image", "remove", "other"]), { status: 1, stdout: "", stderr });
});

test("the example server answers", { skip }, async () => {
  await succeed(["image", "add", "line-server", "--command", `python3 '${join(example, "server.py")}'`]);
  const archive = join(folder, "line.tar.gz");
  assert.equal(spawnSync("tar", ["czf", archive, "-C", example, "model.json"]).status, 0);
  const said = await succeed(["deploy", archive, "--name", "line", "--image", "line-server", "--instances", "2"]);
  assert.doesNotMatch(said, /hostler inspect/, "nothing is known of what the user's own server takes");
  assert.equal(await succeed(["invoke", "line", "--body", "3,1"]), "5.5");
  const wrong = await hostler.cli(["invoke", "line", "--body", "1,2,3"]);
  assert.match(wrong.stderr, /ModelError \(424\): Received client error \(400\) from primary with message "3 features; the model has 2"/);
});

test("logs show what it printed, each line after its variant and instance", { skip }, async () => {
  const lines = (await succeed(["logs", "line"])).trim().split("\n");
  const started = lines.filter((line) => /^AllTraffic\/i-\w+ {2}line model with 2 features on port \d+$/.test(line));
  assert.equal(started.length, 2);
  const first = JSON.parse((await succeed(["logs", "line", "--output", "json", "--lines", "1"])).split("\n")[0]!);
  assert.deepEqual(Object.keys(first), ["variant", "instance", "message"]);
  assert.equal(await succeed(["logs", "line", "--variant", "Other"]), "");
});

test("logs -f goes on with what is printed later, until Ctrl-C", { skip }, async () => {
  const main = join(root, "src/main.ts");
  const args = ["--disable-warning=ExperimentalWarning", main, "logs", "line", "-f", "--lines", "0", "--data", hostler.dataFolder];
  const follower = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(follower, "exit");
  let printed = "";
  const seen = new Promise<void>((resolve) => {
    follower.stdout.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
      if (/POST \/invocations/.test(printed)) resolve();
    });
  });
  // Each request is logged by the example; some are made before the follower looks for the first time, and count as old.
  let requests = 0;
  const asking = (async () => {
    while (!/POST/.test(printed) && requests++ < 100) await succeed(["invoke", "line", "--body", "3,1"]);
  })();
  await Promise.race([seen, ended, asking.then(() => seen)]);
  await asking;
  follower.kill("SIGINT");
  assert.deepEqual(await ended, [0, null]);
  assert.match(printed, /^AllTraffic\/i-\w+ {2}.*POST \/invocations HTTP\/1\.1" 200 -$/m);
});
