/** The archive of a built-in algorithm on a real endpoint: by looking into it, by its image, and when it is not what the image says. */
import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { startHostler, type TestHostler } from "../harness/hostler.ts";

const fixtures = resolve(import.meta.dirname, "../../fixtures/first-party");
const archive = (name: string): string => join(fixtures, name, "model.tar.gz");
const rows = (name: string): string => join(fixtures, name, "rows.csv");

let hostler: TestHostler;
before(async () => {
  hostler = await startHostler();
});
after(() => hostler[Symbol.asyncDispose]());

test("a Linear Learner answers without being told what it is", async () => {
  const deployed = await hostler.cli(["deploy", archive("linear-learner-binary"), "--name", "tumours"]);
  assert.equal(deployed.status, 0, deployed.stderr);
  const { stdout } = await hostler.cli(["invoke", "tumours", "--file", rows("linear-learner-binary")]);
  const { predictions } = JSON.parse(stdout) as { predictions: { predicted_label: number }[] };
  assert.deepEqual([...new Set(predictions.map((prediction) => prediction.predicted_label))].sort(), [0, 1]);
});

test("an image says which algorithm it is, and an archive of another one fails with both names", async () => {
  const image = "registry.example/kmeans:1";
  const deployed = await hostler.cli(["deploy", archive("kmeans-iris"), "--name", "flowers", "--image", image]);
  assert.equal(deployed.status, 0, deployed.stderr);
  assert.match((await hostler.cli(["invoke", "flowers", "--body", "5,3,1,0"])).stdout, /^\{"predictions": \[\{"closest_cluster": /);
  const wrong = await hostler.cli(["deploy", archive("pca-regular"), "--name", "wines", "--image", image]);
  assert.equal(wrong.status, 1);
  assert.match(
    wrong.stderr,
    /model_algo-1 cannot be served: it is a PCA model and the image is for K-Means; use the image pca or hostler\/auto/,
  );
});
