import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { deflateSync, gzipSync } from "node:zlib";
import { zipOf } from "../../test/models/first-party-archives.ts";
import { bringsItsOwnCode, sniffContent } from "./sniff-content.ts";

const text = "tree\nversion=v4\nnum_class=1\n";
const pickle = Buffer.from("\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00\x8c\x0elightgbm.basic\x94\x8c\x07Booster\x94\x93.", "latin1");
const long = Buffer.concat([pickle, Buffer.alloc(100_000, "a tree and another tree, ")]);

const xgboostPickle = "\x80\x03cxgboost.core\nBooster\nq\x00)\x81q\x01}q\x02.";
const markless = Buffer.concat([Buffer.alloc(136), Buffer.from("\x0f\0\0\0\0\0\0\0binary:logistic\x06")]);
const ubjson = Buffer.from("{L\0\0\0\0\0\0\0\x07learner{L\0\0\0\0\0\0\0\x0aattributes", "latin1");

function withFiles<T>(files: Readonly<Record<string, string | Buffer>>, look: (dir: string) => T): T {
  const dir = mkdtempSync(join(tmpdir(), "hostler-sniff-"));
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, name)), { recursive: true });
      writeFileSync(join(dir, name), content);
    }
    return look(dir);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

const cases: { when: string; files: Record<string, string | Buffer>; want: string | undefined }[] = [
  { when: "a text model of LightGBM", files: { "model.txt": text }, want: "lightgbm" },
  { when: "a pickled Booster beside labels", files: { "model.pkl": pickle, "labels.json": "{}" }, want: "lightgbm" },
  { when: "a pickle under zlib", files: { "model.pkl": deflateSync(long) }, want: "lightgbm" },
  { when: "a pickle under gzip", files: { "model.pkl": gzipSync(long) }, want: "lightgbm" },
  { when: "a list of MXNet arrays", files: { centroids: Buffer.from("120100000000000000", "hex") }, want: "first-party" },
  { when: "parts of an MXNet network", files: { "net-0001.params": Buffer.from("120100000000000000", "hex") }, want: undefined },
  { when: "a zip of an MXNet module", files: { learner: zipOf({ "mx-mod-0000.params": "" }) }, want: "first-party" },
  { when: "another zip", files: { "weights.npz": zipOf({ "w.npy": "" }) }, want: undefined },
  { when: "a FAISS index", files: { index: "IxF2 and more" }, want: "first-party" },
  { when: "a pickle of something else", files: { "model.pkl": "\x80\x04N." }, want: undefined },
  { when: "what only begins like zlib", files: { "x.bin": "x\x9c nothing" }, want: undefined },
  { when: "JumpStart's CatBoost model", files: { model: "CBM1 and more", "labels.json": "{}" }, want: "catboost" },
  { when: "a fastText file of any name", files: { "lid.ftz": Buffer.from("ba164f2f0c000000", "hex") }, want: "blazingtext" },
  { when: "word vectors as text", files: { "vectors.txt": "2 3\na 1 2 3\nb 1 2 3\n" }, want: "blazingtext" },
  { when: "a text that is no vectors", files: { "vectors.txt": "hello" }, want: undefined },
  { when: "an XGBoost model in JSON", files: { "model.json": '{"learner":{"attributes":{},"feature_names":[]' }, want: "xgboost" },
  { when: "one whose version comes first", files: { "model.json": '{ "version": [1, 0, 2], "learner": {} }' }, want: "xgboost" },
  { when: "other JSON", files: { "model.json": '{"learner": "Ann", "version": [1]}' }, want: undefined },
  { when: "an XGBoost model in UBJSON", files: { "churn.ubj": ubjson }, want: "xgboost" },
  { when: "other UBJSON", files: { "x.ubj": "{L\0\0\0\0\0\0\0\x07teacher" }, want: undefined },
  { when: "XGBoost's legacy binary", files: { "churn.model": "binf and more" }, want: "xgboost" },
  { when: "XGBoost's legacy binary before 1.2", files: { "churn.model": markless }, want: "xgboost" },
  { when: "zeros", files: { "churn.model": Buffer.alloc(1000) }, want: undefined },
  { when: "a pickled Booster of XGBoost", files: { "churn.pkl": Buffer.from(xgboostPickle, "latin1") }, want: "xgboost" },
  { when: "a hidden file", files: { "._model.txt": text }, want: undefined },
  { when: "an empty file", files: { "model.txt": "" }, want: undefined },
];
for (const { when, files, want } of cases) {
  test(`${when} is ${want === undefined ? "left alone" : `for ${want}`}`, () => {
    withFiles(files, (dir) => {
      assert.equal(sniffContent(dir, ["xgboost", "first-party", "lightgbm", "catboost", "blazingtext", "onnx"]), want);
      assert.equal(sniffContent(dir, ["onnx"]), undefined);
    });
  });
}

test("a script of the user is code of its own, JumpStart's is not", () => {
  assert.equal(withFiles({ "code/inference.py": "from constants import constants\n" }, bringsItsOwnCode), false);
  assert.equal(withFiles({ "code/inference.py": "import mine\n" }, bringsItsOwnCode), true);
  assert.equal(withFiles({ "code/serve.py": "import mine\n" }, bringsItsOwnCode), true);
  assert.equal(withFiles({ "inference.py": "import mine\n" }, bringsItsOwnCode), false);
});
