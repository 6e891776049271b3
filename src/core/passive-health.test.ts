import assert from "node:assert/strict";
import { test } from "node:test";
import { afterFailure, type Suspicion, usable } from "./passive-health.ts";

const good: Suspicion = { failures: 0, untilMs: 0 };
const bad: Suspicion = { failures: 1, untilMs: 1_000 };

const cases = [
  { when: "none is suspect", suspicions: [good, good], want: 2 },
  { when: "one of three is suspect", suspicions: [good, bad, good], want: 2 },
  { when: "half are suspect", suspicions: [good, bad], want: 1 },
  { when: "most are suspect, the fault is elsewhere", suspicions: [good, bad, bad], want: 3 },
  { when: "the only one is suspect", suspicions: [bad], want: 1 },
  { when: "there is none", suspicions: [], want: 0 },
];
for (const { when, suspicions, want } of cases) {
  test(`${when}: ${want} of ${suspicions.length} are used`, () => {
    assert.equal(
      usable(
        suspicions.map((suspicion) => ({ suspicion })),
        999,
      ).length,
      want,
    );
  });
}

test("a suspicion is over when its time is", () => {
  assert.equal(usable([{ suspicion: good }, { suspicion: bad }], 1_000).length, 2);
});

test("each failure in a row doubles the time, up to ten seconds", () => {
  let suspicion = good;
  const times = [];
  for (let i = 0; i < 7; i++) {
    const now = suspicion.untilMs;
    suspicion = afterFailure(suspicion, now);
    times.push(suspicion.untilMs - now);
  }
  assert.deepEqual(times, [500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
});

test("all that one death breaks is one failure", () => {
  const suspicion = afterFailure(good, 100);
  assert.equal(afterFailure(suspicion, 101), suspicion);
  assert.equal(afterFailure(suspicion, suspicion.untilMs).failures, 2);
});
