/** Damaged and hostile fastText files: each either loads and answers, or is refused with a sentence. Nothing else may happen to the process. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadBlazingText } from "../../src/models/blazingtext/blazingtext.ts";
import { makeClassifier } from "../../src/models/blazingtext/classifier.ts";
import { readModelFile } from "../../src/models/blazingtext/model-file.ts";
import { fuzzCases, fuzzReader, fuzzSeed, fuzzTimeoutMs, loadsOrRefuses } from "../harness/fuzz-reader.ts";
import { inModelDir } from "../harness/model-dir.ts";
import { mutations } from "../harness/mutations.ts";
import { modelBytes } from "./fasttext-fixtures.ts";

const genuine = [
  "softmax-0.9.2",
  "softmax-subwords-0.9.2",
  "hs-0.9.2",
  "ova-0.9.2",
  "quantized-0.9.2",
  "quantized-plain-0.9.2",
  "quantized-pruned-0.9.2",
  "skipgram-subwords-0.9.2",
  "cbow-0.9.2",
  "vectors-txt-0.9.2",
].map((name) => modelBytes(name));

function loadAndAsk(bytes: Buffer): void {
  const found = readModelFile(bytes);
  if (found.kind === "classifier") makeClassifier(found.model).classify("the parcel was läte __label__x today", 3);
  else for (const word of ["parcel", "unknown", ""]) assert.equal(found.vectors.vectorOf(word).length, found.vectors.dim);
}

fuzzReader("fastText", genuine, loadAndAsk);

/** The front of a genuine file, where each number has its place, is damaged thoroughly. */
test("files with a damaged head load or are refused", { timeout: fuzzTimeoutMs }, () => {
  const heads = genuine.map((bytes) => bytes.subarray(0, 92));
  let refused = 0;
  for (const [index, head] of [...mutations(heads, fuzzCases, fuzzSeed + 1)].entries()) {
    const rest = genuine[index % genuine.length]!.subarray(92);
    if (!loadsOrRefuses(Buffer.concat([head, rest]), loadAndAsk)) refused++;
  }
  assert.ok(refused > fuzzCases / 2, `${refused} refused`);
});

/** A genuine file with a number of its head replaced. */
function withWord(name: string, at: number, value: number): Buffer {
  const bytes = modelBytes(name);
  bytes.writeInt32LE(value, at);
  return bytes;
}

const ngrams = modelBytes("softmax-ngrams-0.9.2");
const refusals = [
  { what: "a future format", bytes: withWord("softmax-0.9.2", 4, 13), says: /version 13; 11 and 12 are read/ },
  { what: "another number of dimensions", bytes: withWord("softmax-0.9.2", 8, 9), says: /8 columns where vectors have 9 numbers/ },
  { what: "a loss nobody knows", bytes: withWord("softmax-0.9.2", 32, 7), says: /the loss 7/ },
  { what: "a model nobody knows", bytes: withWord("softmax-0.9.2", 36, 9), says: /the model 9/ },
  { what: "more buckets than rows", bytes: withWord("softmax-ngrams-0.9.2", 40, 500), says: /rows where \d+ are needed/ },
  { what: "n-grams without buckets", bytes: withWord("softmax-ngrams-0.9.2", 40, 0), says: /no buckets/ },
  { what: "endless n-grams", bytes: withWord("softmax-ngrams-0.9.2", 28, 2 ** 31 - 1), says: /n-grams of 2147483647/ },
  { what: "a billion words", bytes: withWord("softmax-0.9.2", 68, 1e9), says: /claims 1000000000 words/ },
  { what: "a file cut short", bytes: ngrams.subarray(0, ngrams.length - 10), says: /output matrix needs \d+ bytes/ },
  { what: "a vector file with too few words", bytes: Buffer.from("9000 2\na 1 2\n"), says: /cannot hold 9000 words/ },
  { what: "a vector file with a short line", bytes: Buffer.from("2 2\na 1 2\nb 1\n\n\n\n"), says: /line 3 does not have 2 numbers/ },
  { what: "a vector file with a long line", bytes: Buffer.from("1 2\na 1 2 3\n"), says: /line 2 does not have 2 numbers/ },
  { what: "a vector file with words for numbers", bytes: Buffer.from("1 2\na x y\n"), says: /line 2 does not have 2 numbers/ },
  { what: "an empty file", bytes: Buffer.alloc(0), says: /first line is not a number of words/ },
];
for (const { what, bytes, says } of refusals) {
  test(`${what} is refused with a reason that a person can act on`, async () => {
    const loading = inModelDir({ "model.bin": bytes }, (modelDir) => loadBlazingText({ modelDir, image: "", environment: {} }));
    await assert.rejects(loading, (error: Error) => {
      assert.equal(error.name, "ModelLoadError");
      assert.match(error.message, /^model\.bin cannot be served: .* Train it again, or serve it with its own container\.$/);
      assert.match(error.message, says);
      return true;
    });
  });
}

test("labels that say they were seen a million billion times are refused: no tree follows from that", () => {
  const bytes = modelBytes("hs-0.9.2");
  const label = bytes.indexOf("__label__city\0");
  bytes.writeBigInt64LE(2n ** 60n, label + "__label__city\0".length);
  assert.throws(() => loadAndAsk(bytes), { name: "Malformed", message: /a label was seen 11529215046\d+ times/ });
});
