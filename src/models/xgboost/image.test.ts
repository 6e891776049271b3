import assert from "node:assert/strict";
import { test } from "node:test";
import { atLeast, emulatedVersion } from "./image.ts";

const host = "123456789012.dkr.example.com";
const cases: [string, ReturnType<typeof emulatedVersion>][] = [
  [`${host}/sagemaker-xgboost:1.7-1`, { major: 1, minor: 7, revision: 1 }],
  [`${host}/sagemaker-xgboost:1.2-2-cpu-py3`, { major: 1, minor: 2, revision: 2 }],
  [`${host}/sagemaker-xgboost:0.90-1-cpu-py3@sha256:0123`, { major: 0, minor: 90, revision: 1 }],
  ["sagemaker-xgboost:3.0-5", { major: 3, minor: 0, revision: 5 }],
  ["sagemaker-xgboost:1.5", { major: 1, minor: 5, revision: 1 }],
  [`${host}/xgboost:1`, { major: 0, minor: 72, revision: 1 }],
  [`${host}:5000/xgboost:latest`, { major: 0, minor: 72, revision: 1 }],
  [`${host}/xgboost`, { major: 0, minor: 72, revision: 1 }],
  ["sagemaker-xgboost", undefined],
  ["sagemaker-xgboost:latest", undefined],
  ["hostler/xgboost:1", undefined],
  ["my-own-server:1.7-1", undefined],
  ["", undefined],
];
for (const [image, want] of cases) {
  test(`"${image}" imitates ${want ? `${want.major}.${want.minor}-${want.revision}` : "the default"}`, () => {
    assert.deepEqual(emulatedVersion(image), want);
  });
}

test("versions are compared part by part", () => {
  const version = { major: 1, minor: 2, revision: 2 };
  assert.deepEqual(
    [atLeast(version, 1, 2, 2), atLeast(version, 1, 2, 3), atLeast(version, 1, 3), atLeast(version, 0, 90, 9), atLeast(version, 2, 0)],
    [true, false, false, true, false],
  );
});
