/** The AWS CLI's `aws s3` commands against Hostler, as people type them. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { pythonClients, pythonMissing } from "../python/venv.ts";
import { type S3Server, startS3Server } from "./s3-server.ts";

const skip = pythonMissing();
const dir = mkdtempSync(join(tmpdir(), "hostler-cli-"));
let server: S3Server;
let command: string;

before(async () => {
  if (skip) return;
  server = await startS3Server();
  ({ aws: command } = await pythonClients());
  await aws("s3", "mb", "s3://cli");
});
after(async () => {
  rmSync(dir, { recursive: true, force: true });
  await server?.[Symbol.asyncDispose]();
});

async function aws(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(command, args, { env: { ...process.env, ...server.env }, timeout: 120_000, cwd: dir });
  return stdout;
}

/** The CLI compares times, which S3 tells to the second: a file written in this very second would look newer than its copy. */
function writeOld(path: string, text: string): void {
  writeFileSync(path, text);
  utimesSync(path, 1_700_000_000, 1_700_000_000);
}

const keys = async (prefix = ""): Promise<string[]> =>
  (await server.objects.list({ bucket: "cli", prefix, delimiter: "", limit: 1000 })).objects.map((object) => object.key);
const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

test("cp takes a large file there and back in parts, and another way within the bucket", { skip }, async () => {
  const large = randomBytes(20 * 1024 * 1024);
  writeFileSync(join(dir, "large.bin"), large);
  await aws("s3", "cp", "large.bin", "s3://cli/dir/large ä+.bin", "--no-progress");
  await aws("s3", "cp", "s3://cli/dir/large ä+.bin", "s3://cli/copy.bin", "--no-progress");
  await aws("s3", "cp", "s3://cli/copy.bin", "back.bin", "--no-progress");
  assert.equal(sha256(readFileSync(join(dir, "back.bin"))), sha256(large));
  assert.equal((await server.objects.head("cli", "copy.bin"))?.partCount, 3);
  assert.match(await aws("s3", "ls", "s3://cli/dir/"), /20971520 large ä\+\.bin/);
  assert.match(await aws("s3", "ls", "s3://cli"), /PRE dir\//);
  assert.match(await aws("s3", "ls"), / cli$/m);
});

test("sync copies what differs, and deletes when told", { skip }, async () => {
  const site = join(dir, "site");
  mkdirSync(join(site, "sub dir"), { recursive: true });
  for (const [name, text] of [
    ["a.txt", "a"],
    ["sub dir/b.txt", "b"],
    ["empty", ""],
  ] as const)
    writeOld(join(site, name), text);
  await aws("s3", "sync", "site", "s3://cli/site", "--no-progress");
  assert.deepEqual(await keys("site/"), ["site/a.txt", "site/empty", "site/sub dir/b.txt"]);
  assert.equal(await aws("s3", "sync", "site", "s3://cli/site", "--no-progress"), "", "nothing differs");
  assert.equal(await aws("s3", "sync", "s3://cli/site", "site", "--no-progress"), "", "nor the other way");
  rmSync(join(site, "a.txt"));
  await aws("s3", "sync", "site", "s3://cli/site", "--delete", "--no-progress");
  assert.deepEqual(await keys("site/"), ["site/empty", "site/sub dir/b.txt"]);
  await aws("s3", "sync", "s3://cli/site", "s3://cli/site2", "--no-progress");
  assert.deepEqual(await keys("site2/"), ["site2/empty", "site2/sub dir/b.txt"]);
});

test("mv, presign, s3api and rm do what they say", { skip }, async () => {
  writeFileSync(join(dir, "small"), "small");
  await aws("s3", "mv", "small", "s3://cli/moved", "--no-progress");
  await aws("s3", "mv", "s3://cli/moved", "s3://cli/moved again", "--no-progress");
  assert.deepEqual(await keys("moved"), ["moved again"]);
  const link = (await aws("s3", "presign", "s3://cli/moved again", "--expires-in", "60")).trim();
  assert.equal(await (await fetch(link)).text(), "small");
  const head = JSON.parse(await aws("s3api", "head-object", "--bucket", "cli", "--key", "moved again"));
  assert.equal(head.ContentLength, 5);
  await aws("s3api", "put-object", "--bucket", "cli", "--key", "by-api", "--body", "large.bin", "--checksum-algorithm", "SHA256");
  await aws("s3api", "get-object", "--bucket", "cli", "--key", "by-api", "--range", "bytes=0-9", "first-ten");
  assert.equal(readFileSync(join(dir, "first-ten")).length, 10);
  await aws("s3", "rm", "s3://cli/by-api");
  await assert.rejects(aws("s3api", "head-object", "--bucket", "cli", "--key", "by-api"), /404.*Not Found/);
});

test("a bucket is emptied and removed", { skip }, async () => {
  await assert.rejects(aws("s3", "rb", "s3://cli"), /BucketNotEmpty/);
  await aws("s3", "rm", "s3://cli", "--recursive", "--only-show-errors");
  assert.deepEqual(await keys(), []);
  await aws("s3", "rb", "s3://cli");
  assert.equal(await server.objects.bucket("cli"), undefined);
  assert.deepEqual(server.failures, []);
});
