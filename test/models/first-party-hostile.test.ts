/** Damaged and hostile artifacts: each either loads and predicts, or is refused with a sentence. Nothing else may happen to the process. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { denseRows } from "../../src/models/codecs/feature-rows.ts";
import { Malformed } from "../../src/models/codecs/malformed.ts";
import { readZip } from "../../src/models/codecs/zip.ts";
import { readModel } from "../../src/models/first-party/recognise.ts";
import { fuzzCases, fuzzSeed, fuzzTimeoutMs } from "../harness/fuzz-reader.ts";
import { arrayList, denseArray, kmeansFile, linearLearnerFile, ndarrayFile, zipOf } from "./first-party-archives.ts";
import { archiveFiles, fixtures, serveFiles } from "./first-party-fixtures.ts";

type Files = Readonly<Record<string, Buffer>>;

/** A model that loads must also predict; one that claims millions of features need not be given a row of them. */
async function loadsOrRefuses(files: Files): Promise<void> {
  const bytes = files["model_algo-1"]!;
  try {
    const beside = async (suffix: string) => files[`model_algo-1${suffix}`];
    const { model } = await readModel({ name: "model_algo-1", bytes, beside }, undefined);
    if (model.features <= 10_000) {
      const fields = model.predict(denseRows(new Float32Array(model.features), 1, model.features), []);
      for (const { values, listOf = 1 } of fields) assert.equal(values.length, listOf);
    }
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    assert.match(error.message, /\w+ \w+/);
  }
}

const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), byte: fc.nat(255) });
const extreme = fc.constantFrom(-1, 0, 1, 2, 2 ** 31 - 1, -(2 ** 31), 2 ** 24, 1000, 0xf993fac8 | 0, 0xf993faca | 0);

/** Bytes changed, a word replaced by an extreme one, the end cut off. Structure sits at the front more often than not. */
const damage = fc.oneof(
  fc.array(edit, { minLength: 1, maxLength: 5 }).map((edits) => (bytes: Buffer) => {
    for (const { at, byte } of edits) bytes[Math.floor(at ** 2 * bytes.length)] = byte;
    return bytes;
  }),
  fc.tuple(edit, extreme).map(([{ at }, word]) => (bytes: Buffer) => {
    if (bytes.length >= 4) bytes.writeInt32LE(word, Math.floor(at ** 2 * (bytes.length - 3)));
    return bytes;
  }),
  fc.tuple(edit, extreme).map(([{ at }, word]) => (bytes: Buffer) => {
    const aligned = Math.floor((at ** 2 * (bytes.length - 3)) / 4) * 4;
    if (bytes.length >= 4) bytes.writeInt32LE(word, aligned);
    return bytes;
  }),
  fc.double({ min: 0, max: 1, noNaN: true }).map((share) => (bytes: Buffer) => bytes.subarray(0, Math.floor(share * bytes.length))),
);

/** Damages one file of an archive; of a zip also what is in it, packed again so that its sums are right. */
function damaged(files: Files, change: (bytes: Buffer) => Buffer, which: number, inside: boolean): Files {
  const names = Object.keys(files);
  const name = names[which % names.length]!;
  const bytes = files[name]!;
  if (!inside || bytes.toString("latin1", 0, 2) !== "PK") return { ...files, [name]: change(Buffer.from(bytes)) };
  const members = [...readZip(bytes)];
  const target = which % members.length;
  const changed = members.map(([member, content], index) => [member, index === target ? change(Buffer.from(content)) : content] as const);
  return { ...files, [name]: zipOf(Object.fromEntries(changed), which % 2 === 0) };
}

for (const algorithm of new Set(fixtures.map((fixture) => fixture.algorithm))) {
  test(`${fuzzCases} damaged ${algorithm} artifacts load or are refused`, { timeout: fuzzTimeoutMs }, async () => {
    const genuine = fixtures.filter((fixture) => fixture.algorithm === algorithm).map(({ name }) => archiveFiles(name));
    const any = fc.record({ index: fc.nat(genuine.length - 1), change: damage, which: fc.nat(1000), inside: fc.boolean() });
    const property = fc.asyncProperty(any, ({ index, change, which, inside }) =>
      loadsOrRefuses(damaged(genuine[index]!, change, which, inside)),
    );
    await fc.assert(property, { numRuns: fuzzCases, seed: fuzzSeed });
  });
}

test("bytes of any kind are refused", async () => {
  const prefixes = fc.constantFrom("", "PK\x03\x04", "\x12\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0", "IxF2");
  const property = fc.asyncProperty(prefixes, fc.uint8Array({ maxLength: 500 }), (prefix, rest) =>
    loadsOrRefuses({ "model_algo-1": Buffer.concat([Buffer.from(prefix, "latin1"), rest]) }),
  );
  await fc.assert(property, { numRuns: fuzzCases, seed: fuzzSeed });
});

const linear = { type: "regressor", head: "LinearRegressionOutput", weights: [[1], [2]], bias: [0] };
const refusals: readonly { what: string; bytes: Buffer; says: RegExp }[] = [
  { what: "an empty file", bytes: Buffer.alloc(0), says: /it is empty, which is none of the algorithms served natively: Linear Learner, / },
  { what: "text", bytes: Buffer.from("hello there"), says: /it begins with the bytes 68656c6c6f/ },
  { what: "an array larger than the file", bytes: arrayList([denseArray([2 ** 31, 2 ** 20], [1])]), says: /needs \d+ bytes at offset/ },
  { what: "a sparse array of billions", bytes: rowSparse([2 ** 40, 2], [1, 1], [0]), says: /up to \d+ are spread out/ },
  { what: "a sparse row outside the array", bytes: rowSparse([2, 2], [1, 1], [7]), says: /a row 7 of 2/ },
  {
    what: "a million arrays",
    bytes: Buffer.concat([arrayList([]).subarray(0, 16), words(10_001, 0), Buffer.alloc(90_000)]),
    says: /claims 10001 arrays/,
  },
  { what: "bytes after the end", bytes: Buffer.concat([kmeansFile([[1]]), Buffer.alloc(3)]), says: /3 bytes follow after its end/ },
  {
    what: "three arrays without names",
    bytes: arrayList([denseArray([1], [1]), denseArray([1], [1]), denseArray([1], [1])]),
    says: /a list of 3 arrays/,
  },
  { what: "centres that are no table", bytes: arrayList([denseArray([4], [1, 2, 3, 4])]), says: /has the shape \[4\], which is no table/ },
  { what: "components that do not fit", bytes: ndarrayFile({ s: [[1, 2, 3]], v: [[1], [2]] }), says: /s has 3 numbers for 1 components/ },
  {
    what: "a mean that does not fit",
    bytes: ndarrayFile({ v: [[1], [2]], mean: [[1]] }),
    says: /mean has 1 numbers where the model needs 2/,
  },
  { what: "a zip of something else", bytes: zipOf({ "readme.txt": "hello" }), says: /it is a zip of "readme\.txt"/ },
  { what: "a zip that is cut off", bytes: zipOf({ a: "b" }).subarray(0, 40), says: /the zip has no end/ },
  { what: "weights missing", bytes: zipOf({ "additional-params.json": "{}" }), says: /has no mx-mod-0000\.params/ },
  {
    what: "a bias that does not fit",
    bytes: linearLearnerFile({ ...linear, bias: [1, 2] }),
    says: /fc0_bias has 2 numbers where the model needs 1/,
  },
  {
    what: "a regressor of two outputs",
    bytes: linearLearnerFile({ ...linear, weights: [[1, 2]], bias: [1, 2] }),
    says: /a regressor with 2 outputs/,
  },
  { what: "an unknown predictor", bytes: linearLearnerFile({ ...linear, type: "poet" }), says: /predictor_type is "poet"/ },
];
for (const { what, bytes, says } of refusals) {
  test(`${what} is refused with a reason that a person can act on`, async () => {
    const message = new RegExp(`^model_algo-1 cannot be served: .*${says.source}`);
    await assert.rejects(serveFiles({ "model_algo-1": bytes }), { name: "ModelLoadError", message });
  });
}

test("a zip bomb is refused by what it says, before it is unpacked", () => {
  const bomb = zipOf({ a: Buffer.alloc(1000) }, true);
  bomb.writeUInt32LE(0xfffffff0, bomb.indexOf("PK\x01\x02", 0, "latin1") + 24);
  assert.throws(() => readZip(bomb), { name: "Malformed", message: /expands to more than is allowed/ });
});

test("a deflated zip is read like a stored one, and a damaged member is noticed", async () => {
  const file = linearLearnerFile(linear, true);
  const { ask } = await serveFiles({ "model_algo-1": file });
  assert.match(String((await ask("3,4")).body), /"score": 11\.0/);
  const stored = linearLearnerFile(linear);
  stored[stored.indexOf('"regressor"') + 1] = 0x52;
  await assert.rejects(serveFiles({ "model_algo-1": stored }), /member "additional-params\.json" is damaged/);
});

function words(...values: number[]): Buffer {
  return Buffer.from(Int32Array.from(values).buffer);
}

/** One stored row of a sparse array. */
function rowSparse(shape: readonly number[], values: readonly number[], rows: readonly number[]): Buffer {
  const wide = (numbers: readonly number[]) => Buffer.from(BigInt64Array.from(numbers, BigInt).buffer);
  const stored = [rows.length, values.length / rows.length];
  const head = [words(0xf993fac9 | 0, 1, 2), wide(stored), words(2), wide(shape), words(1, 0, 0), words(6, 1), wide([rows.length])];
  return arrayList([Buffer.concat([...head, Buffer.from(Float32Array.from(values).buffer), wide(rows)])]);
}
