import assert from "node:assert/strict";
import { test } from "node:test";
import { seededRng } from "../lib/rng.ts";
import { requestIds } from "./request-ids.ts";

test("ids are UUIDs and never come twice", () => {
  const next = requestIds(seededRng(1));
  const ids = Array.from({ length: 10_000 }, next);
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
