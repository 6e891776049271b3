import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { extract } from "tar";
import { ModelLoadError, type ModelServer } from "../contract.ts";
import { loadOnnx } from "./onnx.ts";

const fixtures = resolve(import.meta.dirname, "../../../fixtures/onnx");
const scratch = mkdtempSync(join(tmpdir(), "hostler-onnx-"));
after(() => rmSync(scratch, { recursive: true, force: true }));

async function unpacked(name: string): Promise<string> {
  const modelDir = mkdtempSync(join(scratch, "model-"));
  await extract({ file: join(fixtures, name, "model.tar.gz"), cwd: modelDir });
  return modelDir;
}

const load = (modelDir: string, environment: Record<string, string> = {}) => loadOnnx({ modelDir, image: "", environment });
const forest = await load(await unpacked("wine-forest"));
const columns = await load(await unpacked("wine-columns"));
const types = await load(await unpacked("all-types"));
const external = await load(await unpacked("external-data"));

interface Call {
  contentType?: string;
  accept?: string;
}
async function call(model: ModelServer, body: unknown, { contentType = "application/json", accept }: Call = {}) {
  const bytes = Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  const response = await model.invoke({ contentType, accept, customAttributes: undefined, body: bytes });
  return { status: response.status, type: response.contentType, body: String(response.body) };
}
const csv = { contentType: "text/csv" };
const predictions = async (model: ModelServer, body: unknown, options?: Call): Promise<unknown[]> => {
  const { status, body: text } = await call(model, body, options);
  assert.equal(status, 200, text);
  return JSON.parse(text).predictions;
};

const barolo = [13.2, 1.78, 2.14, 11.2, 100, 2.65, 2.76, 0.26, 1.28, 4.38, 1.05, 3.4, 1050];
const grignolino = [12.37, 0.94, 1.36, 10.6, 88, 1.98, 0.57, 0.28, 0.42, 1.95, 1.05, 1.82, 520];
const columnNames = [
  ...["alcohol", "malic_acid", "ash", "alcalinity_of_ash", "magnesium", "total_phenols", "flavanoids", "nonflavanoid_phenols"],
  ...["proanthocyanins", "color_intensity", "hue", "od280_od315_of_diluted_wines", "proline"],
];
const byName = Object.fromEntries(columnNames.map((name, at) => [name, barolo[at]]));

test("every form of the same rows gets the same answer", async () => {
  const want = await predictions(forest, { instances: [barolo, grignolino] });
  assert.deepEqual(
    want.map((row) => (row as { label: number }).label),
    [0, 1],
  );
  const forms: [unknown, Call?][] = [
    [[barolo, grignolino]],
    [{ instances: [{ features: barolo }, { data: { features: { values: grignolino } } }] }],
    [{ instances: [{ X: barolo }, { X: grignolino }] }],
    [{ inputs: [barolo, grignolino] }],
    [{ inputs: { X: [barolo, grignolino] } }],
    [{ X: [barolo, grignolino] }],
    [`${barolo}\n${grignolino}`, csv],
    [`${barolo}\r\n${grignolino}\r\n`, csv],
    [`0,${barolo}\n1,${grignolino}\n`, { contentType: "text/csv; label_size=1" }],
    [`\uFEFF"${barolo.join('","')}"\n${grignolino}\n`, csv],
    [`${JSON.stringify(barolo)}\n${JSON.stringify({ features: grignolino })}\n`, { contentType: "application/jsonlines" }],
  ];
  for (const [body, options] of forms) assert.deepEqual(await predictions(forest, body, options), want, JSON.stringify(body));
});

test("one row may stand alone", async () => {
  const want = await predictions(forest, [barolo]);
  for (const body of [barolo, { instances: barolo }, { inputs: { X: barolo } }]) assert.deepEqual(await predictions(forest, body), want);
});

test("inputs of one column each are taken by order or by name", async () => {
  const want = await predictions(columns, String(barolo), csv);
  assert.equal((want[0] as { label: string }).label, "barolo");
  const whole = Object.fromEntries(Object.entries(byName).map(([name, value]) => [name, [value]]));
  const nested = Object.fromEntries(Object.entries(byName).map(([name, value]) => [name, [[value]]]));
  for (const body of [{ instances: [barolo] }, barolo, { instances: [byName] }, { inputs: whole }, whole, { inputs: nested }]) {
    assert.deepEqual(await predictions(columns, body), want);
  }
});

test("a missing number is an empty cell, null or Python's NaN", async () => {
  const rest = grignolino.slice(1);
  const want = await predictions(forest, { instances: [[null, ...rest]] });
  assert.deepEqual(await predictions(forest, `,${rest}`, csv), want);
  assert.deepEqual(await predictions(forest, `nan,${rest}`, csv), want);
  assert.deepEqual(await predictions(forest, `{"instances": [[NaN, ${rest}]]}`), want);
});

test("the answer takes the form the client accepts", async () => {
  const accepted = async (accept: string | undefined) => (await call(forest, [barolo], { accept })).type;
  assert.equal(await accepted(undefined), "application/json");
  assert.equal(await accepted("*/*"), "application/json");
  assert.equal(await accepted("text/*"), "text/csv");
  assert.equal(await accepted("application/json;q=0.2, text/csv"), "text/csv");
  assert.equal(await accepted("application/jsonlines; verbose=true"), "application/jsonlines");
  const refused = await call(forest, [barolo], { accept: "application/x-npy, application/json;q=0" });
  assert.equal(refused.status, 406);
  assert.match(refused.body, /application\/json, text\/csv, application\/jsonlines/);
  const preset = await load(await unpacked("wine-forest"), { SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT: "text/csv" });
  assert.equal((await call(preset, [barolo])).type, "text/csv");
});

test("CSV and JSON lines hold one row per line", async () => {
  const rows = { instances: [barolo, grignolino] };
  const json = (await predictions(columns, rows)) as { label: string; probabilities: number[] }[];
  const lines = json.map(({ label, probabilities }) => [label, ...probabilities].join(","));
  assert.equal((await call(columns, rows, { accept: "text/csv" })).body, `${lines.join("\n")}\n`);
  const jsonLines = (await call(columns, rows, { accept: "application/jsonlines" })).body;
  assert.deepEqual(
    jsonLines
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line)),
    json,
  );
});

test("a model with one output gives plain lists, and weights may lie beside the graph", async () => {
  const [row] = (await predictions(external, [[1, 0, 0, 1]])) as number[][];
  assert.deepEqual(row!.slice(0, 2), [302, 304]);
  assert.equal(row!.length, 100);
});

const open = (name: string, datatype: string, data: unknown, shape: unknown = [1, 2]) => ({ name, datatype, data, shape });
const everyType = [
  open("float_in", "FP32", [1.5, null]),
  open("double_in", "FP64", [0.1, -2]),
  open("int8_in", "INT8", [-128, 127]),
  open("uint8_in", "UINT8", [0, 255]),
  open("int16_in", "INT16", [-32768, 32767]),
  open("uint16_in", "UINT16", [0, 65535]),
  open("int32_in", "INT32", [-(2 ** 31), 2 ** 31 - 1]),
  open("uint32_in", "UINT32", [0, 2 ** 32 - 1]),
  open("int64_in", "INT64", [-5, 9007199254740991]),
  open("uint64_in", "UINT64", [0, 1]),
  open("bool_in", "BOOL", [true, false]),
  open("string_in", "BYTES", ["wörd", ""]),
];

test("the Open Inference Protocol carries every datatype there and back", async () => {
  const { status, body } = await call(types, { id: "r-1", inputs: everyType });
  assert.equal(status, 200, body);
  const answer = JSON.parse(body);
  assert.equal(answer.id, "r-1");
  assert.equal(answer.model_name, "model");
  const want = everyType.map((tensor) => ({ ...tensor, name: tensor.name.replace("_in", "_out") }));
  assert.deepEqual(
    answer.outputs.map(({ name, datatype, data, shape }: (typeof want)[0]) => ({ name, datatype, data, shape })),
    want,
  );
});

test("the Open Inference Protocol takes nested data, wide integers as text, and a choice of outputs", async () => {
  const inputs = everyType.map((tensor) =>
    tensor.name === "int64_in" ? open("int64_in", "INT64", [["-9223372036854775808", 1]]) : tensor,
  );
  const { body } = await call(types, { inputs, outputs: [{ name: "int64_out" }] });
  assert.equal(
    body,
    '{"model_name":"model","outputs":[{"name":"int64_out","shape":[1,2],"datatype":"INT64","data":[-9223372036854775808,1]}]}',
  );
});

const x = (data: unknown, shape: unknown, datatype = "FP32") => ({ inputs: [open("X", datatype, data, shape)] });
const refused: { what: string; body: unknown; says: RegExp; options?: Call; status?: number }[] = [
  { what: "an empty body", body: "", says: /body is empty\. The model takes "X": FP32 \[rows, 13\]/ },
  { what: "empty CSV", body: "\n\n", says: /body is empty/, options: csv },
  { what: "no rows", body: { instances: [] }, says: /holds no rows/ },
  { what: "too few columns", body: "1,2,3", says: /Row 1 has 3 values, expected 13\. The model takes "X"/, options: csv },
  { what: "an uneven row", body: [barolo, [1]], says: /Row 2 has 1 value, expected 13/ },
  {
    what: "a header line",
    body: `${columnNames}\n${barolo}`,
    says: /Row 1, column 1: "alcohol" is not a number. A header line/,
    options: csv,
  },
  { what: "text in JSON", body: [["1", ...barolo.slice(1)]], says: /Row 1, column 1: "1" is not a number/ },
  { what: "a hexadecimal cell", body: `0x10,${barolo.slice(1)}`, says: /"0x10" is not a number/, options: csv },
  { what: "a list in a cell", body: [[...barolo.slice(1), [1]]], says: /column 13: \[1\] is not a number/ },
  { what: "a row of lists", body: [[barolo]], says: /A row is a list of shape \[1, 13\]/ },
  { what: "half JSON", body: '{"instances": [[1,', says: /body is not JSON/ },
  { what: "a number", body: "12", says: /Expected a JSON list or object, not 12/ },
  { what: "another object", body: { rows: [] }, says: /Expected \{"instances"/ },
  { what: "an unknown input", body: { inputs: { Y: [barolo] } }, says: /There is no input "Y"/ },
  {
    what: "an unknown type",
    body: "x",
    says: /"application\/x-npy" is not supported/,
    options: { contentType: "application/x-npy" },
    status: 415,
  },
  { what: "nesting without end", body: "[".repeat(100_000) + "]".repeat(100_000), says: /list of shape|not a number/ },
  { what: "a wrong datatype", body: x(barolo, [1, 13], "FP64"), says: /datatype "FP64", expected "FP32"/ },
  { what: "a wrong shape", body: x(barolo, [13, 1]), says: /has the shape \[13,1\]/ },
  { what: "a negative shape", body: x(barolo, [-1, 13]), says: /has the shape \[-1,13\]/ },
  { what: "a huge shape", body: x(barolo, [1e9, 13]), says: /shape \[1000000000, 13\] and 13 values/ },
  { what: "tensors without rows", body: x([], [0, 13]), says: /holds no rows/ },
  { what: "binary tensors", body: x(undefined, [1, 13]), says: /no list of "data"/ },
  { what: "text in a tensor", body: x(["1", ...barolo.slice(1)], [1, 13]), says: /has "1" at position 1/ },
  { what: "the same tensor twice", body: { inputs: [...x(barolo, [1, 13]).inputs, ...x(barolo, [1, 13]).inputs] }, says: /more than once/ },
  { what: "a null tensor", body: { inputs: [...x(barolo, [1, 13]).inputs, null] }, says: /There is no input/ },
  {
    what: "an unknown output",
    body: { ...x(barolo, [1, 13]), outputs: [{ name: "y" }] },
    says: /There is no output "y"; the model gives "label"/,
  },
  { what: "CSV for tensors", body: x(barolo, [1, 13]), says: /can be application\/json/, options: { accept: "text/csv" }, status: 406 },
];
for (const { what, body, says, options, status = 400 } of refused) {
  test(`refused with ${status}: ${what}`, async () => {
    const answer = await call(forest, body, options);
    assert.equal(answer.status, status, answer.body);
    assert.equal(answer.type, "application/json");
    assert.match(JSON.parse(answer.body).error, says);
  });
}

test("rubbish of 10 MB is refused, and the model still answers", async () => {
  const rubbish = Buffer.alloc(10_000_000, '\u0000"\xff,\n', "latin1").toString("latin1");
  for (const contentType of ["application/json", "text/csv", "application/jsonlines"]) {
    assert.equal((await call(forest, rubbish, { contentType })).status, 400);
  }
  assert.equal((await predictions(forest, [barolo])).length, 1);
});

const outOfRange: [input: string, datatype: string, value: unknown][] = [
  ["int8_in", "INT8", 128],
  ["uint8_in", "UINT8", -1],
  ["int32_in", "INT32", 1.5],
  ["int64_in", "INT64", 2 ** 60],
  ["int64_in", "INT64", "9223372036854775808"],
  ["bool_in", "BOOL", 2],
  ["string_in", "BYTES", 7],
];
for (const [input, datatype, value] of outOfRange) {
  test(`${JSON.stringify(value)} is no ${datatype}`, async () => {
    const inputs = everyType.map((tensor) => (tensor.name === input ? open(input, datatype, [value, value]) : tensor));
    const { status, body } = await call(types, { inputs });
    assert.equal(status, 400);
    assert.match(body, /at position 1, which is not/);
  });
}

const loadFailure = async (modelDir: string, says: RegExp, environment?: Record<string, string>) =>
  assert.rejects(
    load(modelDir, environment),
    (error) => error instanceof ModelLoadError && says.test(error.message) && !/\n/.test(error.message),
  );

test("a ZipMap is refused with the way out", async () => loadFailure(await unpacked("zipmap"), /"output_probability".*zipmap.*False/));

test("a file that is no model, no model, and several models are load errors", async () => {
  const dir = mkdtempSync(join(scratch, "model-"));
  await loadFailure(join(dir, "absent"), /cannot be read/);
  await loadFailure(dir, /no \.onnx file; it holds nothing/);
  writeFileSync(join(dir, "a.onnx"), "not a model");
  await loadFailure(dir, /^a\.onnx cannot be loaded by ONNX Runtime: (?!.*\/tmp)/);
  writeFileSync(join(dir, "b.onnx"), "");
  await loadFailure(dir, /several \.onnx files \(a\.onnx, b\.onnx\)/);
  await loadFailure(await unpacked("wine-forest"), /HOSTLER_ONNX_THREADS is "many"/, { HOSTLER_ONNX_THREADS: "many" });
});

test("model.onnx wins over others, and dot files do not count", async () => {
  const dir = await unpacked("wine-columns");
  writeFileSync(join(dir, "other.onnx"), "");
  writeFileSync(join(dir, "._model.onnx"), "");
  cpSync(join(dir, "model.onnx"), join(dir, ".hidden.onnx"));
  assert.equal((await predictions(await load(dir, { HOSTLER_ONNX_THREADS: "2" }), [barolo])).length, 1);
});
