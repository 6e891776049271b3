/** `hostler inspect`: no server, no trace, and the same reading as serving. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { archiveOf, type TarEntry } from "../harness/archives.ts";

const root = resolve(import.meta.dirname, "../..");
const scratch = mkdtempSync(join(tmpdir(), "hostler-inspect-test-"));
after(() => rmSync(scratch, { recursive: true, force: true }));

function inspect(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  const command = ["--disable-warning=ExperimentalWarning", join(root, "src/main.ts"), "inspect", ...args];
  const environment = { PATH: process.env.PATH ?? "", TMPDIR: scratch };
  return new Promise((done) => {
    execFile(process.execPath, command, { env: environment, cwd: root }, (error, stdout, stderr) => {
      done({ status: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

function packed(name: string, entries: readonly TarEntry[]): string {
  const path = join(scratch, name);
  writeFileSync(path, archiveOf(entries));
  return path;
}

test("a model is told in words, with commands that can be pasted", async () => {
  const { status, stdout } = await inspect("fixtures/first-party/kmeans-iris/model.tar.gz");
  assert.equal(status, 0);
  assert.match(stdout, /^model\.tar\.gz: K-Means\n/);
  assert.match(stdout, /^ {2}takes +4 features$/m);
  assert.match(stdout, /^ {2}gives +the closest cluster and the distance to it$/m);
  assert.match(stdout, /^ {2}clusters +3$/m);
  assert.match(stdout, /^ {2}size +284 bytes; 2 files of /m);
  assert.match(stdout, /^ {2}hostler deploy fixtures\/first-party\/kmeans-iris\/model\.tar\.gz --name NAME$/m);
  assert.match(stdout, /^ {2}hostler invoke NAME --content-type text\/csv --body 0\.1,0\.2,0\.3,0\.4$/m);
});

test("for programs the same is a document, also when an image is given", async () => {
  const archive = "fixtures/xgboost/logistic-1.7-pickle4/model.tar.gz";
  for (const form of [["--json"], ["--output", "json"]]) {
    const { stdout } = await inspect(archive, "--image", "registry.example/sagemaker-xgboost:1.7-1", ...form);
    const document = JSON.parse(stdout);
    assert.deepEqual([document.served, document.server, document.archive, document.unpacked.files], [true, "xgboost", archive, 1]);
    assert.deepEqual(
      [document.model.algorithm, document.model.objective, document.model.inputs],
      ["XGBoost", "binary:logistic", "30 features"],
    );
  }
});

const refusals = [
  {
    what: "a model that its reader refuses",
    archive: () => "fixtures/onnx/zipmap/model.tar.gz",
    says: /^model\.tar\.gz cannot be served here\.\nThe model gives "output_probability" as a sequence or map/,
  },
  {
    what: "an archive that holds no model",
    archive: () => packed("pickle.tar.gz", [{ name: "model.joblib", content: "x" }]),
    says: /^pickle\.tar\.gz cannot be served here\.\n.* It holds "model\.joblib" \(a Python pickle\)\. It can be served natively once it is exported to ONNX/,
  },
  {
    what: "an archive that would write elsewhere",
    archive: () => packed("evil.tar.gz", [{ name: "../evil", content: "x" }]),
    says: /^evil\.tar\.gz cannot be served here\.\nThe entry "\.\.\/evil" has a "\.\." segment/,
  },
  {
    what: "a damaged model",
    archive: () => packed("damaged.tar.gz", [{ name: "model_algo-1", content: "PK\x03\x04 and no more" }]),
    says: /model_algo-1 cannot be served: the zip has no end: is it cut off\?\n/,
  },
];
for (const { what, archive, says } of refusals) {
  test(`${what} is told with the reason`, async () => {
    const { status, stdout } = await inspect(archive());
    assert.equal(status, 0);
    assert.match(stdout, says);
    assert.equal(JSON.parse((await inspect(archive(), "--json")).stdout).served, false);
  });
}

test("an experiment is told what it is, and how to deploy it", async () => {
  const archive = "fixtures/first-party/ntm-tanh/model.tar.gz";
  const unasked = await inspect(archive);
  assert.match(unasked.stdout, /^model\.tar\.gz cannot be served here\.\nmodel_algo-1 cannot be served: it is a model of NTM, /);
  assert.match(unasked.stdout, /^ {2}algorithm +NTM$/m);
  assert.match(unasked.stdout, /^ {2}topics +\d+$/m);
  const asked = await inspect(archive, "--env", "HOSTLER_EXPERIMENTAL=true");
  assert.match(
    asked.stdout,
    /^ {2}hostler deploy fixtures\/first-party\/ntm-tanh\/model\.tar\.gz --name NAME --env HOSTLER_EXPERIMENTAL=true$/m,
  );
});

test("what is no archive is a mistake of the caller, and nothing stays behind", async () => {
  const { status, stderr } = await inspect("LICENSE");
  assert.equal(status, 1);
  assert.match(stderr, /^hostler: LICENSE is not a model archive\. Pack the model first/);
  assert.deepEqual(
    readdirSync(scratch).filter((name) => name.startsWith("hostler-inspect-")),
    [],
  );
});
