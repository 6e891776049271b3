/** Every genuine model answers as fastText itself: word vectors to the bit, labels in the same order, probabilities within one unit in the last place. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { makeClassifier } from "../../src/models/blazingtext/classifier.ts";
import { readModelFile } from "../../src/models/blazingtext/model-file.ts";
import { expected, fixtures, modelBytes } from "./fasttext-fixtures.ts";

const bitsOf = (values: Float32Array): Uint32Array => new Uint32Array(values.buffer, values.byteOffset, values.length);

function assertClose(got: readonly number[], want: Float32Array): void {
  assert.equal(got.length, want.length);
  for (const [index, wanted] of want.entries()) {
    assert.ok(Math.abs(got[index]! - wanted) <= wanted * 1.2e-7, `probability ${index}: ${got[index]} instead of ${wanted}`);
  }
}

for (const { name, fasttext, kind, loss } of fixtures) {
  if (kind === "supervised") {
    test(`${name} (${fasttext}, ${loss || "softmax"}) gives the labels of fastText`, () => {
      const found = readModelFile(modelBytes(name));
      assert.ok(found.kind === "classifier");
      const classifier = makeClassifier(found.model);
      const { questions, top, all } = expected(name);
      assert.ok(questions.length > 20);
      for (const [index, question] of questions.entries()) {
        const answer = classifier.classify(question, 3);
        assert.deepEqual(answer.labels, top[index]!.labels, JSON.stringify(question));
        assertClose(answer.probabilities, top[index]!.probabilities);
      }
      for (const [index, want] of all.entries()) {
        const answer = classifier.classify(questions[index]!, 1_000_000);
        assert.deepEqual(answer.labels, want.labels);
        assertClose(answer.probabilities, want.probabilities);
      }
    });
    continue;
  }
  test(`${name} (${fasttext}, ${kind}) gives the vectors of fastText`, () => {
    const found = readModelFile(modelBytes(name));
    assert.ok(found.kind === "vectors");
    const { vectors } = expected(name);
    assert.ok(vectors.length > 10);
    for (const { word, vector } of vectors) assert.deepEqual(bitsOf(found.vectors.vectorOf(word)), bitsOf(vector), word);
  });
}
