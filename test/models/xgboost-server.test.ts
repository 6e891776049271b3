/** The container contract of the native XGBoost server: formats, versions, status codes (spec: requests 4.7, responses 4.8 to 4.10). */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readFrames } from "../../src/models/codecs/record-io.ts";
import { serveFiles, type TinyModel, tinyModel } from "./tiny-xgboost.ts";
import { modelBytes, rowsCsv } from "./xgboost-fixtures.ts";

const files = (model: TinyModel = {}) => ({ "xgboost-model": tinyModel(model) });
const twoRows = "1.0,2.0,3.0\n4.0,5.0,6.0";
const softprob: TinyModel = {
  objective: "multi:softprob",
  baseScore: "5E-1",
  leaves: [
    [0, 0],
    [0, 200],
  ],
};

const answers = [
  { when: "CSV is asked for", accept: "text/csv", want: "12.5\n8.25\n", type: "text/csv; charset=utf-8" },
  { when: "nothing is asked for", accept: undefined, want: "12.5\n8.25\n", type: "text/csv; charset=utf-8" },
  { when: "anything will do", accept: "*/*", want: "12.5\n8.25\n", type: "text/csv; charset=utf-8" },
  {
    when: "JSON is asked for",
    accept: "Application/JSON",
    want: '{"predictions": [{"score": 12.5}, {"score": 8.25}]}',
    type: "application/json",
  },
  {
    when: "JSON lines are asked for",
    accept: "application/jsonlines",
    want: '{"score": 12.5}\n{"score": 8.25}\n',
    type: "application/jsonlines",
  },
  {
    when: "a list of types is sent",
    accept: "text/html, application/json;q=0.9, */*",
    want: '{"predictions": [{"score": 12.5}, {"score": 8.25}]}',
    type: "application/json",
  },
];
for (const { when, accept, want, type } of answers) {
  test(`two rows are answered as the container does when ${when}`, async () => {
    const invoke = await serveFiles(files());
    assert.deepEqual(await invoke(twoRows, { contentType: "text/csv", accept }), { status: 200, contentType: type, body: want });
  });
}

test("RecordIO answers hold one record per row", async () => {
  const invoke = await serveFiles(files());
  const { body } = await invoke(twoRows, { contentType: "text/csv", accept: "application/x-recordio-protobuf" });
  const records = [...readFrames(body as Buffer)].map((record) => record.toString("hex"));
  assert.deepEqual(records, ["12110a0573636f7265120812060a0400004841", "12110a0573636f7265120812060a0400000441"]);
});

const requests = [
  { contentType: "text/csv", body: "1,2,3" },
  { contentType: "text/csv; charset=utf-8", body: "1,2,3\n" },
  { contentType: "text/csv;label_size=1", body: "1,2,3" },
  { contentType: "CSV", body: "1" },
  { contentType: "text/libsvm", body: "0:1.0 1:2.0 2:3.0" },
  { contentType: "text/x-libsvm", body: "7 0:1.0\n" },
  { contentType: undefined, body: "0:1.0" },
  { contentType: "application/json", body: '{"instances": [{"features": [1, 2, 3]}]}' },
  { contentType: "application/json", body: "[[1, 2, 3]]" },
  {
    contentType: "application/x-recordio-protobuf",
    body: Buffer.from("0a23d7ce1c0000000a1a0a0676616c7565731210120e0a0c0000803f0000004000004040", "hex"),
  },
];
for (const { contentType, body } of requests) {
  test(`${contentType ?? "no type"} ${JSON.stringify(body.toString("latin1"))} is a row`, async () => {
    const invoke = await serveFiles(files());
    assert.deepEqual(await invoke(body, { contentType, accept: "text/csv" }), {
      status: 200,
      contentType: "text/csv; charset=utf-8",
      body: "12.5\n",
    });
  });
}

test("an empty body is answered with nothing", async () => {
  const invoke = await serveFiles(files());
  assert.deepEqual(await invoke(""), { status: 204, body: "" });
});

const refusals = [
  { what: "text in a number", body: "a,b,c", status: 415, says: /could not convert "a"/ },
  { what: "rows of different length", body: "1,2,3\n4,5", status: 415, says: /row 2/ },
  { what: "an infinite value", body: "1,inf,3", status: 400, says: /^Unable to evaluate payload provided: Input data contains `inf`/ },
  { what: "a value beyond float32", body: "1,1e39,3", status: 400, says: /`inf`/ },
  {
    what: "too many columns",
    body: "1,2,3,4",
    status: 400,
    says: /^Unable to evaluate payload provided: Number of columns does not match/,
  },
  { what: "an unknown type", body: "1,2,3", contentType: "text/html", status: 415, says: /text\/html is not supported/ },
  { what: "a label size", body: "1,2,3", contentType: "text/csv;label_size=0", status: 415, says: /label_size/ },
  { what: "a type nobody answers with", body: "1,2,3", accept: "image/png", status: 406, says: /image\/png is not supported/ },
  { what: "broken JSON", body: "{", contentType: "application/json", status: 415, says: /JSON ends in the middle/ },
  { what: "broken RecordIO", body: "hello", contentType: "application/x-recordio-protobuf", status: 415, says: /no RecordIO magic/ },
  { what: "a million columns in libsvm", body: "1000000000:1", contentType: "text/libsvm", status: 400, says: /Number of columns/ },
];
for (const { what, body, contentType = "text/csv", accept, status, says } of refusals) {
  test(`${what} is refused with ${status}`, async () => {
    const invoke = await serveFiles(files());
    const answer = await invoke(body, { contentType, accept });
    assert.equal(answer.status, status);
    assert.match(String(answer.body), says);
  });
}

/** Ten million bytes that mean nothing, in several ways. */
const rubbish: Record<string, Buffer> = {
  zeros: Buffer.alloc(1e7),
  letters: Buffer.alloc(1e7, "x"),
  digits: Buffer.alloc(1e7, "7"),
  commas: Buffer.alloc(1e7, ","),
  "line ends": Buffer.alloc(1e7, "\n"),
  brackets: Buffer.alloc(1e7, "["),
  colons: Buffer.alloc(1e7, ":"),
  pairs: Buffer.alloc(1e7, "9:9 "),
  binary: Buffer.from(Uint8Array.from({ length: 1e7 }, (_, index) => (index * 2654435761) >>> 13)),
};
for (const [name, body] of Object.entries(rubbish)) {
  test(`10 MB of ${name} are a clear mistake of the caller`, async () => {
    const small = await serveFiles(files());
    assert.equal((await small(body)).status, 413);
    const invoke = await serveFiles(files(), { environment: { MAX_CONTENT_LENGTH: "20000000" } });
    for (const contentType of ["text/csv", "text/libsvm", "application/json", "application/x-recordio-protobuf"]) {
      const { status, body: message } = await invoke(body, { contentType });
      assert.ok(status >= 400 && status < 500, `${contentType}: ${status}`);
      assert.ok(String(message).length > 20 && String(message).length < 500, `${contentType}: ${message}`);
    }
    assert.equal((await invoke("1,2,3")).body, "12.5\n");
  });
}

const versions = [
  { image: "registry.example/xgboost:1", want: "12.5,8.25" },
  { image: "registry.example/xgboost:latest", want: "12.5,8.25" },
  { image: "registry.example/sagemaker-xgboost:0.90-2-cpu-py3", want: "12.5,8.25" },
  { image: "registry.example/sagemaker-xgboost:1.2-1", want: "12.5,8.25" },
  { image: "registry.example/sagemaker-xgboost:1.2-2", want: "12.5\n8.25\n" },
  { image: "registry.example/sagemaker-xgboost:3.0-5", want: "12.5\n8.25\n" },
  { image: "registry.example/sagemaker-xgboost@sha256:abc", want: "12.5\n8.25\n" },
  { image: "hostler/xgboost", want: "12.5\n8.25\n" },
];
for (const { image, want } of versions) {
  test(`${image} answers ${JSON.stringify(want)}`, async () => {
    const invoke = await serveFiles(files(), { image });
    assert.equal((await invoke(twoRows, { contentType: "text/csv", accept: "text/csv" })).body, want);
  });
}

test("softprob answers are rows in CSV, lists in JSON, and Python lists on the line of an old version", async () => {
  const sure = "0.0,1.0";
  const current = await serveFiles(files(softprob));
  assert.equal((await current("9,0,0\n9,0,0")).body, `${sure}\n${sure}\n`);
  assert.equal(
    (await current("9,0,0", { contentType: "text/csv", accept: "application/json" })).body,
    '{"predictions": [{"score": [0.0, 1.0]}]}',
  );
  const old = await serveFiles(files(softprob), { image: "sagemaker-xgboost:1.0-1" });
  assert.equal((await old("9,0,0\n9,0,0", { contentType: "text/csv", accept: "application/json" })).body, "[0.0, 1.0],[0.0, 1.0]");
});

test("a transform job gets a line for each row, whatever it accepts", async () => {
  const environment = { SAGEMAKER_BATCH: "true" };
  assert.equal(
    (await (await serveFiles(files(), { environment }))(twoRows, { contentType: "text/csv", accept: "x/y" })).body,
    "12.5\n8.25\n",
  );
  assert.equal((await (await serveFiles(files(softprob), { environment }))("9")).body, "[0.0, 1.0]\n");
});

test("more rows than one answer may hold are refused before anything is computed", async () => {
  const wide = await serveFiles(files({ features: 2 ** 24 }));
  const { status, body } = await wide("0:1\n".repeat(1000), { contentType: "text/libsvm" });
  assert.equal(status, 400);
  assert.match(String(body), /1000 rows of 16777216 features and 1 outputs are too many/);
});

test("the deployer may choose the default answer", async () => {
  const invoke = await serveFiles(files(), { environment: { SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT: "application/json" } });
  assert.equal((await invoke("1")).body, '{"predictions": [{"score": 12.5}]}');
});

test("libsvm indices that start at 1 are shifted by images of 3.x only", async () => {
  const [current, newest] = [await serveFiles(files()), await serveFiles(files(), { image: "sagemaker-xgboost:3.0-5" })];
  assert.equal((await current("1:1", { contentType: "text/libsvm" })).body, "8.25\n");
  assert.equal((await newest("1:1", { contentType: "text/libsvm" })).body, "12.5\n");
});

test("fewer columns are missing cells, but a pickled model insists on its width", async () => {
  const plain = await serveFiles({ "xgboost-model": modelBytes("logistic-1.7-ubjson") });
  assert.equal((await plain("1,2,3")).status, 200);
  const pickled = await serveFiles({ "xgboost-model": modelBytes("logistic-1.7-pickle4") });
  const { status, body } = await pickled("1,2,3");
  assert.deepEqual(
    [status, body],
    [
      400,
      "Unable to evaluate payload provided: Feature size of csv inference data 3 is not consistent with feature size of trained model 30.",
    ],
  );
  const row = rowsCsv("logistic-1.7-pickle4").toString().split("\n")[0]!;
  assert.equal((await pickled(`${row},1`)).status, 400);
  const old = await serveFiles({ "xgboost-model": modelBytes("logistic-0.90-pickle3") }, { image: "sagemaker-xgboost:0.90-2-cpu-py3" });
  assert.equal((await old(`${row},1`)).status, 200);
});

test("folds are averaged, and vote where predictions are classes", async () => {
  const fold = (model: TinyModel, ...below: number[]) =>
    Object.fromEntries(below.map((leaf, index) => [`xgboost-model-${index}`, tinyModel({ ...model, leaves: [[leaf, 0]] })]));
  assert.equal((await (await serveFiles(fold({}, 1, 2, 6)))("1,0,0")).body, "3.0\n");
  assert.equal((await (await serveFiles(fold({ objective: "binary:hinge" }, 1, -1, 2)))("1,0,0")).body, "1.0\n");
  assert.equal((await (await serveFiles(fold({ objective: "binary:hinge" }, 1, -1)))("1,0,0")).body, "0.0\n");
  const first = await serveFiles(fold({}, 1, 2, 6), { environment: { SAGEMAKER_INFERENCE_ENSEMBLE: "false" } });
  assert.equal((await first("1,0,0")).body, "1.0\n");
  await assert.rejects(
    serveFiles({ "xgboost-model-0": tinyModel({}), "xgboost-model-1": tinyModel(softprob) }),
    /The models of the archive differ/,
  );
});

test("models under names of their own are found by what is in them", async () => {
  const found = await serveFiles({ "my-model.json": tinyModel({}), "notes.txt": "hello", "._my-model.json": "junk" });
  assert.equal((await found("1")).body, "12.5\n");
  const both = { "b.json": tinyModel({ leaves: [[3, 0]] }), "a.json": tinyModel({ leaves: [[1, 0]] }) };
  assert.equal((await (await serveFiles(both))("1")).body, "2.0\n");
  const first = await serveFiles(both, { environment: { SAGEMAKER_INFERENCE_ENSEMBLE: "no" } });
  assert.equal((await first("1")).body, "1.0\n");
  await assert.rejects(
    serveFiles({ "a.json": tinyModel({}), "encoder.pkl": Buffer.from("\x80\x02}.", "latin1") }),
    /^ModelLoadError: encoder\.pkl cannot be served: .* one of 2 models: to serve a single one, name it xgboost-model\.$/,
  );
  await assert.rejects(serveFiles({ "notes.txt": "hello" }), {
    name: "ModelLoadError",
    message: /expected a file xgboost-model .* found notes\.txt/,
  });
  await assert.rejects(serveFiles({}), { name: "ModelLoadError", message: /found nothing/ });
  await assert.rejects(serveFiles(files(), { environment: { SAGEMAKER_PROGRAM: "inference.py" } }), /handlers of its own/);
});

test("a champion of the quickstart answers with the container's own digits", async () => {
  const invoke = await serveFiles({ "xgboost-model": modelBytes("breast-cancer") });
  const { body } = await invoke(rowsCsv("breast-cancer"));
  const lines = String(body).trimEnd().split("\n");
  assert.equal(lines.length, 100);
  for (const line of lines) assert.equal(Math.fround(Number(line)), Number(line)); // a float32, widened
});
