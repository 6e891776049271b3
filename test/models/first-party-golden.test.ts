/** Every fixture answers what numpy computes in double, rounded once, and what the library that wrote it computes in float32 but for its last digits. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { archiveFiles, fixtures, rowsCsv, serveFiles } from "./first-party-fixtures.ts";

const floats = (bits: readonly number[]): Float32Array => new Float32Array(Uint32Array.from(bits).buffer);

/** Steps between neighbouring float32 values. */
function distance(a: number, b: number): number {
  const [first, second] = new Int32Array(Float32Array.of(a, b).buffer);
  const place = (bits: number): number => (bits < 0 ? -(bits & 0x7fffffff) : bits);
  return Math.abs(place(first!) - place(second!));
}

/** How far a library's own float32 sums may be from sums in double, relative to the greatest value: it loses digits that we keep. */
const libraryTolerance = 2e-5;

/** JSON is what every one of the algorithms takes. */
const asInstances = (csv: string): string =>
  JSON.stringify({
    instances: csv
      .trim()
      .split("\n")
      .map((line) => ({ features: line.split(",").map(Number) })),
  });

type Prediction = Record<string, number | number[]>;

for (const { name, release, expected, library, rows, tolerance } of fixtures) {
  test(`${name}, written by ${release}, answers as its own library does`, async () => {
    const { ask } = await serveFiles(archiveFiles(name));
    const { body, status } = await ask(asInstances(rowsCsv(name)), {
      contentType: "application/json",
      accept: "application/json; verbose=true",
    });
    assert.equal(status, 200, String(body));
    const [predictions] = Object.values(JSON.parse(String(body))) as [Prediction[]];
    assert.equal(predictions.length, rows);
    for (const [key, bits] of Object.entries(expected)) {
      const got = predictions.flatMap((prediction) => prediction[key]!);
      const want = floats(bits);
      assert.equal(got.length, want.length, key);
      for (const [index, value] of got.entries()) {
        const near = tolerance === undefined ? distance(value, want[index]!) <= 1 : Math.abs(value - want[index]!) <= tolerance;
        assert.ok(near, `${key} ${index}: ${value} instead of ${want[index]}`);
      }
      const own = library?.[key] && floats(library[key]);
      const greatest = Math.max(...want.map(Math.abs));
      for (const [index, value] of (own ?? []).entries()) {
        assert.ok(
          Math.abs(value - got[index]!) <= libraryTolerance * greatest,
          `${key} ${index}: ${got[index]}, the library says ${value}`,
        );
      }
    }
  });
}
