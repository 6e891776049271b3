/** Topic models: served to those only who ask for an experiment, with weights that add up to 1. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { arrayList, denseArray, ndarrayFile, zipOf } from "./first-party-archives.ts";
import { archiveFiles, rowsCsv, serveFiles } from "./first-party-fixtures.ts";

const unasked = { environment: {} };
for (const { name, title, image } of [
  { name: "ntm-sigmoid", title: "NTM", image: "ntm" },
  { name: "lda-digits", title: "LDA", image: "lda" },
]) {
  test(`${title} is refused with the reason and the variable that allows it`, async () => {
    const message = new RegExp(`it is a model of ${title}, which is served as an experiment only: .* Set HOSTLER_EXPERIMENTAL=true`);
    await assert.rejects(serveFiles(archiveFiles(name), unasked), { name: "ModelLoadError", message });
    const { description } = await serveFiles(archiveFiles(name), { image: `registry.example/${image}:1` });
    assert.equal(description?.algorithm, title);
    assert.match(description?.experimental ?? "", /not documented|not public/);
  });

  test(`${title} gives every row a mixture`, async () => {
    const { ask } = await serveFiles(archiveFiles(name));
    const { body } = await ask(rowsCsv(name));
    const [rows] = Object.values(JSON.parse(String(body))) as [Record<string, number[]>[]];
    for (const row of rows) {
      const [weights] = Object.values(row);
      assert.ok(weights!.every((weight) => weight >= 0));
      assert.ok(Math.abs(weights!.reduce((sum, weight) => sum + weight, 0) - 1) < 1e-6);
    }
  });
}

/** Two topics, two words, no encoder before the mean. */
const ntm = (arrays: Parameters<typeof ndarrayFile>[0]) => ({
  "model_algo-1": zipOf({ "meta.json": "{}", "symbol.json": '{"nodes": [], "heads": []}', params: ndarrayFile(arrays) }),
});

test("weights below zero are zero, and no weight at all stays none", async () => {
  const { ask } = await serveFiles(
    ntm({
      "arg:mean_weight": [
        [1, 0],
        [0, 1],
        [0, -1],
      ],
      "arg:mean_bias": [[0, 0, 0]],
    }),
  );
  assert.equal((await ask("1,3")).body, '{"predictions": [{"topic_weights": [0.25, 0.75, 0.0]}]}');
  assert.equal((await ask("0,0")).body, '{"predictions": [{"topic_weights": [0.0, 0.0, 0.0]}]}');
});

test("a document without words has the mixture that all documents have", async () => {
  const beta = denseArray([2, 3], [0.5, 0.5, 0, 0, 0.5, 0.5]);
  const { ask } = await serveFiles({ "model_algo-1": arrayList([denseArray([2], [1, 3]), beta]) });
  assert.equal((await ask("0,0,0")).body, '{"predictions": [{"topic_mixture": [0.25, 0.75]}]}');
  const { body } = await ask("9,0,0", { accept: "application/jsonlines" });
  assert.match(String(body), /^\{"topic_mixture": \[0\.7\d+, 0\.2\d+\]\}\n$/);
});

test("documents of a large vocabulary cost the words that they have", async () => {
  const words = 20_000;
  const beta = denseArray([10, words], new Array(10 * words).fill(1 / words));
  const { ask } = await serveFiles({ "model_algo-1": arrayList([denseArray([10], new Array(10).fill(0.1)), beta]) });
  const line = `{"data": {"features": {"keys": [5, 19999], "shape": [${words}], "values": [1, 2]}}}\n`;
  const { body } = await ask(line.repeat(300), { contentType: "application/jsonlines", accept: "application/jsonlines" });
  assert.equal(String(body).split("\n").length, 301);
});

const refusals = [
  {
    what: "batch normalisation",
    files: ntm({ "arg:mean_weight": [[1]], "arg:mean_bias": [[0]], "aux:bn_moving_mean": [[0]] }),
    says: /trained with batch_norm \(bn_moving_mean\)/,
  },
  {
    what: "layers that do not fit",
    files: ntm({ "arg:enc_0_weight": [[1], [2]], "arg:enc_0_bias": [[0, 0]], "arg:mean_weight": [[1]], "arg:mean_bias": [[0]] }),
    says: /its layer 2 takes 1 numbers, the one before gives 2/,
  },
  {
    what: "an alpha below zero",
    files: { "model_algo-1": ndarrayFile({ alpha: [[-1]], beta: [[1]] }) },
    says: /alpha has a number that is not positive/,
  },
  {
    what: "a beta above one",
    files: { "model_algo-1": ndarrayFile({ alpha: [[1]], beta: [[2]] }) },
    says: /beta has a number that is no probability/,
  },
];
for (const { what, files, says } of refusals) {
  test(`a topic model with ${what} is refused`, () => assert.rejects(serveFiles(files), { name: "ModelLoadError", message: says }));
}
