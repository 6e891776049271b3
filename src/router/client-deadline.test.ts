import assert from "node:assert/strict";
import { test } from "node:test";
import { clientWaitsMs } from "./client-deadline.ts";

const nowMs = Date.UTC(2026, 10, 29, 22, 15, 0, 500);
const cases: { says: string | undefined; waitsMs: number | undefined }[] = [
  { says: undefined, waitsMs: undefined },
  { says: "attempt=1", waitsMs: undefined },
  { says: "ttl=20261129T221530Z; attempt=2; max=5", waitsMs: 30_500 },
  { says: "ttl=20261129T221530Z", waitsMs: 30_500 },
  { says: "ttl=20261129T221500Z; attempt=2", waitsMs: 500 },
  { says: "ttl=20261129T221459Z; attempt=2", waitsMs: undefined },
  { says: "ttl=20261129T221700Z; attempt=2", waitsMs: undefined },
  { says: "ttl=20261129T2215Z", waitsMs: undefined },
  { says: "ttl=99999999T999999Z", waitsMs: undefined },
  { says: "ttl=; attempt=2", waitsMs: undefined },
];
for (const { says, waitsMs } of cases) {
  test(`a client that says ${says ?? "nothing"} waits ${waitsMs === undefined ? "as long as it takes" : `${waitsMs} ms`}`, () =>
    assert.equal(clientWaitsMs(says, nowMs), waitsMs));
}
