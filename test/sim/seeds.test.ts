/** The real control plane and router in many small worlds of faults. `npm run sim -- --seed N` tells the story of one. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { simulate } from "../../sim/world.ts";

const seeds = 200;
const minutes = 4;

test(`${seeds} worlds of ${minutes} minutes keep every law`, async () => {
  const stories: string[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const { violation, tail } = await simulate(seed, minutes);
    if (violation !== undefined)
      stories.push(`${tail}\nSeed ${seed}: ${violation}\nAgain: npm run sim -- --seed ${seed} --minutes ${minutes}`);
  }
  assert.equal(stories.length, 0, stories.slice(0, 3).join("\n\n"));
});

test("the same seed is the same world, and another one is another", async () => {
  const [first, again, other] = [await simulate(7, 3), await simulate(7, 3), await simulate(8, 3)];
  assert.equal(first.digest, again.digest);
  assert.notEqual(first.digest, other.digest);
});

test("a world is busy: every kind of change happens, well and badly, and most requests are answered", async () => {
  const totals = new Map<string, number>();
  for (let seed = 1; seed <= 20; seed++) {
    const { counts } = await simulate(seed, 5);
    for (const [kind, count] of counts) totals.set(kind, (totals.get(kind) ?? 0) + count);
  }
  assert.ok(totals.get("update back for an alarm"), "no update went back for an alarm");
  for (const kind of ["create", "update", "scale"]) {
    assert.ok(totals.get(`${kind} ended`), `no ${kind} ended well`);
    assert.ok(totals.get(`${kind} ended badly`), `no ${kind} ended badly`);
  }
  assert.ok(totals.get("answered")! > 5 * (totals.get("failed") ?? 0), JSON.stringify([...totals]));
});
