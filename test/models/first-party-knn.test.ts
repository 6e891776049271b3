/** k-NN: the label, the neighbours when asked for, and the models that are refused. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readFrames } from "../../src/models/codecs/record-io.ts";
import { flatIndex } from "./first-party-archives.ts";
import { serveFiles } from "./first-party-fixtures.ts";

const knnFiles = (settings: string): Record<string, string | Buffer> => ({
  "model_algo-1": flatIndex([
    [0, 0],
    [0, 2],
    [3, 0],
    [9, 9],
  ]),
  "model_algo-1.labels": Buffer.from(Float32Array.of(2, 1, 1, 7).buffer),
  "model_algo-1.json": settings,
});

test("k-NN answers the label, and with verbose the neighbours", async () => {
  const settings = '{"k": 3, "predictor_type": "classifier", "dimension_reduction": None, "normalize": False, "version": "1.0"}';
  const { ask, description } = await serveFiles(knnFiles(settings), { image: "registry.example/knn:1" });
  assert.match(description?.experimental ?? "", /ties?|distances/);
  assert.equal((await ask("0,0")).body, '{"predictions": [{"predicted_label": 1.0}]}');
  const verbose = '{"predicted_label": 1.0, "distances": [0.0, 4.0, 9.0], "labels": [2.0, 1.0, 1.0]}';
  assert.equal((await ask("0,0", { accept: "application/json; verbose=true" })).body, `{"predictions": [${verbose}]}`);
  assert.equal((await ask("0,0", { accept: "application/jsonlines;Verbose = True" })).body, `${verbose}\n`);
  const [record] = readFrames((await ask("0,0", { accept: "application/x-recordio-protobuf;verbose=true" })).body as Buffer);
  assert.match(record!.toString("latin1"), /predicted_label.*distances.*labels/s);
});

test("a tie goes to the smallest label, and a regressor answers the mean", async () => {
  const two = await serveFiles(knnFiles('{"k": 2, "predictor_type": "classifier"}'));
  assert.equal((await two.ask("0,0")).body, '{"predictions": [{"predicted_label": 1.0}]}');
  const mean = await serveFiles(knnFiles('{"k": 2, "predictor_type": "regressor", "dimension_reduction": {}}'));
  assert.equal((await mean.ask("0,0")).body, '{"predictions": [{"predicted_label": 1.5}]}');
});

const refusedNeighbours = [
  { what: "a projection as a text", settings: '{"k": 1, "dimension_reduction": "fjlt"}', says: /reduces dimensions \(fjlt\)/ },
  { what: "a projection", settings: '{"k": 1, "dimension_reduction": {"type": "sign", "seed": 1}}', says: /reduces dimensions \(sign\)/ },
  { what: "no k", settings: "{}", says: /its k is undefined for 4 vectors/ },
  { what: "more neighbours than vectors", settings: '{"k": 5}', says: /its k is 5 for 4 vectors/ },
  { what: "settings that are no JSON", settings: "k = 1", says: /model_algo-1\.json: JSON has an unexpected/ },
];
for (const { what, settings, says } of refusedNeighbours) {
  test(`a k-NN model with ${what} is refused`, () =>
    assert.rejects(serveFiles(knnFiles(settings)), { name: "ModelLoadError", message: says }));
}

test("indexes other than flat ones, and models without labels, are refused by name", async () => {
  const clustered = Buffer.from(flatIndex([[1]]));
  clustered.write("IwFl");
  await assert.rejects(
    serveFiles({ ...knnFiles('{"k": 1}'), "model_algo-1": clustered }),
    /a FAISS index of the kind "IwFl"; only faiss\.Flat is served/,
  );
  const { "model_algo-1.labels": _, ...unlabelled } = knnFiles('{"k": 1}');
  await assert.rejects(serveFiles(unlabelled), /its labels have 0 bytes for 4 vectors/);
});
