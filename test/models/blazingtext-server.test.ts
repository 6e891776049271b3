/** The container contract of the native BlazingText server (developer guide, `blazingtext.md`; spec 13). */
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadBlazingText } from "../../src/models/blazingtext/blazingtext.ts";
import type { InvocationResponse, ModelServer } from "../../src/models/contract.ts";
import { inModelDir } from "../harness/model-dir.ts";
import { expected, modelBytes } from "./fasttext-fixtures.ts";

const load = (files: Record<string, Buffer | string>): Promise<ModelServer> =>
  inModelDir(files, (modelDir) => loadBlazingText({ modelDir, image: "", environment: {} }));

const ask = async (model: ModelServer, body: string | object, contentType?: string, accept?: string): Promise<InvocationResponse> =>
  model.invoke({
    contentType,
    accept,
    customAttributes: undefined,
    body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
  });

const json = "application/json";
const lines = "application/jsonlines";

/** Two labels and no words but the end of a sentence: softmax of what its vector (1) times 2 and 0 gives. */
function tinyModel(): Buffer {
  const int = (...values: number[]): Buffer => Buffer.concat(values.map((value) => Buffer.from(Int32Array.of(value).buffer)));
  const wide = (...values: bigint[]): Buffer => Buffer.concat(values.map((value) => Buffer.from(BigInt64Array.of(value).buffer)));
  const entry = (word: string, type: number): Buffer => Buffer.concat([Buffer.from(`${word}\0`), wide(5n), Buffer.of(type)]);
  const matrix = (rows: bigint, ...cells: number[]): Buffer =>
    Buffer.concat([Buffer.of(0), wide(rows, 1n), Buffer.from(Float32Array.from(cells).buffer)]);
  const args = [int(793712314, 12), int(1, 5, 5, 1, 5, 1, 3, 3, 0, 0, 0, 100), Buffer.alloc(8)];
  const words = [int(3, 1, 2), wide(10n, -1n), entry("</s>", 0), entry("__label__é", 1), entry("__label__b", 1)];
  return Buffer.concat([...args, ...words, matrix(1n, 1), matrix(2n, 2, 0)]);
}

test("JSON texts are answered with labels and probabilities as Python prints them", async () => {
  const model = await load({ "model.bin": tinyModel() });
  const answer = await ask(model, { instances: ["x", ""], configuration: { k: 2 } }, json);
  const one = '{"label": ["__label__\\u00e9", "__label__b"], "prob": [0.8808070421218872, 0.11921291798353195]}';
  assert.deepEqual(answer, { status: 200, contentType: json, body: `[${one}, ${one}]` });
});

test("without k there is one label", async () => {
  const model = await load({ "model.bin": tinyModel() });
  assert.equal((await ask(model, { instances: ["x"] }, json)).body, '[{"label": ["__label__\\u00e9"], "prob": [0.8808070421218872]}]');
});

test("JSON lines are answered line by line, each with its own k", async () => {
  const model = await load({ "model.bin": tinyModel() });
  const { contentType, body } = await ask(model, '{"source": "x"}\n\r\n{"source": "y", "k": 2}', lines);
  assert.equal(contentType, lines);
  assert.equal(
    body,
    '{"prob": [0.8808070421218872], "label": ["__label__\\u00e9"]}\n{"prob": [0.8808070421218872, 0.11921291798353195], "label": ["__label__\\u00e9", "__label__b"]}\n',
  );
});

test("Accept changes nothing: the answer has the type of the request", async () => {
  const model = await load({ "model.bin": tinyModel() });
  assert.equal((await ask(model, { instances: ["x"] }, json, lines)).contentType, json);
  assert.equal((await ask(model, { instances: ["x"] }, undefined, "text/csv")).contentType, json);
});

test("a k beyond the number of labels gives all of them", async () => {
  const model = await load({ "model.bin": modelBytes("softmax-0.9.2") });
  const { body } = await ask(model, { instances: ["the ship"], configuration: { k: 99 } }, json);
  assert.equal(JSON.parse(String(body))[0].label.length, 4);
});

test("genuine texts through the server give the library's labels", async () => {
  const model = await load({ "model.bin": modelBytes("softmax-subwords-0.9.2") });
  const { questions, top } = expected("softmax-subwords-0.9.2");
  const { body } = await ask(model, { instances: questions, configuration: { k: 3 } }, json);
  assert.deepEqual(
    JSON.parse(String(body)).map(({ label }: { label: string[] }) => label),
    top.map(({ labels }) => labels),
  );
});

test("words are answered with their vectors, float32 widened, and unknown ones with zeros", async () => {
  const model = await load({ "vectors.txt": "2 2 \nharbour 0.1 -2 \nétoile 1e-05 3\n", "eval.json": "{}" });
  assert.deepEqual(await ask(model, { instances: ["harbour", "étoile", "nowhere"] }, json), {
    status: 200,
    contentType: json,
    body: '[{"vector": [0.10000000149011612, -2.0], "word": "harbour"}, {"vector": [9.999999747378752e-06, 3.0], "word": "\\u00e9toile"}, {"vector": [0.0, 0.0], "word": "nowhere"}]',
  });
});

test("the binary vectors are preferred, because they know n-grams of unknown words", async () => {
  const model = await load({ "vectors.bin": modelBytes("skipgram-subwords-0.9.2"), "vectors.txt": "1 1\na 1\n" });
  const { vectors } = expected("skipgram-subwords-0.9.2");
  const { body } = await ask(model, { instances: vectors.map(({ word }) => word) }, json);
  const answered: { vector: number[] }[] = JSON.parse(String(body));
  assert.deepEqual(
    answered.map(({ vector }) => vector),
    vectors.map(({ vector }) => [...vector]),
  );
  assert.ok(answered[vectors.findIndex(({ word }) => word === "unknownword")]!.vector.some((value) => value !== 0));
});

test("a quantized model of another name is served", async () => {
  const model = await load({ "lid.ftz": modelBytes("quantized-0.9.2") });
  assert.equal(model.description?.details?.quantized, "yes");
  assert.equal((await ask(model, model.description!.sample.body, json)).status, 200);
});

const refused = [
  { what: "CSV", body: "x", type: "text/csv", status: 415, says: /send application\/json or application\/jsonlines/ },
  { what: "an empty body", body: "", type: json, status: 400, says: /it is empty/ },
  { what: "no instances", body: "{}", type: json, status: 400, says: /expected \{"instances"/ },
  { what: "an empty list", body: '{"instances": []}', type: json, status: 400, says: /at least one text/ },
  { what: "a number for a text", body: '{"instances": ["a", 5]}', type: json, status: 400, says: /instance 2 is not a text/ },
  { what: "half a k", body: '{"instances": ["a"], "configuration": {"k": 1.5}}', type: json, status: 400, says: /k is not a whole number/ },
  { what: "a k of zero", body: '{"source": "a", "k": 0}', type: lines, status: 400, says: /k is not a whole number/ },
  { what: "a line that is a list", body: '["a"]', type: lines, status: 400, says: /line 1 is not/ },
  { what: "a line without a source", body: '{"source": "a"}\n{}', type: lines, status: 400, says: /line 2 is not \{"source"/ },
  { what: "blank lines only", body: "\n \n", type: lines, status: 400, says: /at least one line/ },
];
for (const { what, body, type, status, says } of refused) {
  test(`${what} is answered ${status} with a sentence`, async () => {
    const answer = await ask(await load({ "model.bin": tinyModel() }), body, type);
    assert.equal(answer.status, status);
    assert.match(JSON.parse(String(answer.body)).error, says);
  });
}

test("JSON lines are for texts: vectors are answered in JSON only", async () => {
  const model = await load({ "vectors.txt": "1 1\na 1\n" });
  assert.equal((await ask(model, '{"source": "a"}', lines)).status, 415);
});

test("an answer that would not fit is refused before it is made", async () => {
  const model = await load({ "vectors.txt": `1 1000\na ${"1 ".repeat(1000)}\n` });
  const answer = await ask(model, { instances: new Array(5000).fill("a") }, json);
  assert.equal(answer.status, 400);
  assert.match(String(answer.body), /send fewer texts/);
});

test("an archive without a model, or with two, says what it holds", async () => {
  await assert.rejects(load({ "a.json": "{}" }), { name: "ModelLoadError", message: /no BlazingText model: .* found a\.json/ });
  await assert.rejects(load({ "a.ftz": tinyModel(), "b.ftz": tinyModel() }), {
    name: "ModelLoadError",
    message: /several files that may be a BlazingText model/,
  });
});
