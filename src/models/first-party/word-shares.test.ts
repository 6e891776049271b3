/** The kernels beside plain loops; sums are added up in another order, so that only their last bits may differ. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { seededRng } from "../../lib/rng.ts";
import { wordShares } from "./word-shares.ts";

const words = 30;

for (const topics of [1, 2, 3, 10, 15, 16, 17, 40]) {
  test(`words are shared among ${topics} topics as by a plain loop, document after document`, () => {
    const rng = seededRng(topics);
    const probabilities = Float32Array.from({ length: topics * words }, () => (rng.draw() < 0.2 ? 0 : rng.draw()));
    for (let topic = 0; topic < topics; topic++) probabilities[topic * words + 3] = 0; // a word of no topic
    const document = wordShares(probabilities, topics);
    for (const listed of [[0, 3, 7, 8, 29], [3], [5, 1], [], Array.from({ length: words }, (_, word) => word)]) {
      const weights = Float64Array.from({ length: topics }, () => rng.draw() * 10);
      const expected = new Float64Array(topics);
      document.clear();
      for (const word of listed) {
        const [count, of] = [rng.draw() * 5, (topic: number) => probabilities[topic * words + word]!];
        document.add(word, count);
        const sum = weights.reduce((before, weight, topic) => before + weight * of(topic), 0);
        if (sum !== 0) for (let topic = 0; topic < topics; topic++) expected[topic]! += (count / sum) * of(topic);
      }
      document.weights.set(weights);
      document.share();
      for (const [topic, share] of document.shares.entries()) {
        assert.ok(Math.abs(share - expected[topic]!) <= 1e-12 * expected[topic]!, `${share} instead of ${expected[topic]}`);
      }
    }
  });
}
