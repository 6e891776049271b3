/** When an alarm is in which state: AWS's documented tables, and laws. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type AlarmRule, type AlarmState, comparisons, type Datapoint, evaluationRange, missingDataTreatments } from "./alarm-rule.ts";
import { evaluateAlarm } from "./evaluate-alarm.ts";

const minute = 60_000;
const now = Date.UTC(2026, 10, 22, 22, 40, 30);

const rule = (change: Partial<AlarmRule> = {}): AlarmRule => ({
  statistic: "Average",
  comparison: "GreaterThanThreshold",
  threshold: 10,
  periodMs: minute,
  evaluationPeriods: 3,
  datapointsToAlarm: undefined,
  missingData: "missing",
  unit: undefined,
  ignoreLowSamples: false,
  ...change,
});

/** "- X 0": a missing, a breaching and a calm period, the newest last and just complete. */
function drawn(picture: string, of: AlarmRule = rule()): Datapoint[] {
  const { endMs } = evaluationRange(of, now);
  return picture
    .split(" ")
    .reverse()
    .flatMap((sign, age) =>
      sign === "-" ? [] : [{ atMs: endMs - (age + 1) * of.periodMs, value: sign === "X" ? 20 : 0, sampleCount: 1 }],
    );
}

const retained = "retained" as const;

/** AWS documentation: three evaluation periods in a range of five. */
const documented: readonly {
  m: number;
  rows: readonly [picture: string, missing: string, ignore: string, breaching: string, notBreaching: string][];
}[] = [
  {
    m: 3,
    rows: [
      ["0 - X - X", "OK", "OK", "OK", "OK"],
      ["- - - - 0", "OK", "OK", "OK", "OK"],
      ["- - - - -", "INSUFFICIENT_DATA", retained, "ALARM", "OK"],
      ["0 X X - X", "ALARM", "ALARM", "ALARM", "ALARM"],
      ["- - X - -", "ALARM", retained, "ALARM", "OK"],
    ],
  },
  {
    m: 2,
    rows: [
      ["0 - X - X", "ALARM", "ALARM", "ALARM", "ALARM"],
      ["0 0 X 0 X", "ALARM", "ALARM", "ALARM", "ALARM"],
      ["0 - X - -", "OK", "OK", "ALARM", "OK"],
      ["- - - - 0", "OK", "OK", "ALARM", "OK"],
      ["- - - X -", "ALARM", retained, "ALARM", "OK"],
    ],
  },
];

describe("missing data, as AWS documents it", () => {
  for (const { m, rows } of documented) {
    for (const [picture, ...wanted] of rows) {
      for (const [index, missingData] of missingDataTreatments.entries()) {
        test(`${picture} with ${m} of 3 to alarm and missing data ${missingData}: ${wanted[index]}`, () => {
          const given = rule({ datapointsToAlarm: m, missingData });
          assert.equal(evaluateAlarm(given, drawn(picture), now)?.state ?? retained, wanted[index]);
        });
      }
    }
  }

  test("one breaching datapoint after a gap does not alarm yet, until it is as old as the datapoints to alarm", () => {
    assert.equal(evaluateAlarm(rule(), drawn("- - - - X"), now), undefined);
    assert.equal(evaluateAlarm(rule(), drawn("- - - X -"), now), undefined);
    assert.equal(evaluateAlarm(rule(), drawn("- - X - -"), now)?.state, "ALARM");
    assert.equal(evaluateAlarm(rule(), drawn("- - X - O"), now)?.state, "OK");
  });
});

describe("thresholds", () => {
  const cases = [
    { comparison: "GreaterThanThreshold", below: "OK", at: "OK", above: "ALARM" },
    { comparison: "GreaterThanOrEqualToThreshold", below: "OK", at: "ALARM", above: "ALARM" },
    { comparison: "LessThanThreshold", below: "ALARM", at: "OK", above: "OK" },
    { comparison: "LessThanOrEqualToThreshold", below: "ALARM", at: "ALARM", above: "OK" },
  ] as const;
  for (const { comparison, ...wanted } of cases) {
    for (const [where, value] of Object.entries({ below: 9, at: 10, above: 11 })) {
      test(`${comparison}: ${where} the threshold is ${wanted[where as keyof typeof wanted]}`, () => {
        const given = rule({ comparison, evaluationPeriods: 1 });
        const [point] = drawn("0", given);
        assert.equal(evaluateAlarm(given, [{ ...point!, value }], now)?.state, wanted[where as keyof typeof wanted]);
      });
    }
  }
});

describe("the range", () => {
  const cases = [
    { when: "N is 1", periodMs: minute, evaluationPeriods: 1 },
    { when: "N is 3", periodMs: minute, evaluationPeriods: 3 },
    { when: "N is 15", periodMs: minute, evaluationPeriods: 15 },
    { when: "the period is 10 s", periodMs: 10_000, evaluationPeriods: 3 },
  ];
  for (const { when, periodMs, evaluationPeriods } of cases) {
    test(`${when}: it ends with the last complete period and holds more than N`, () => {
      const { startMs, endMs } = evaluationRange(rule({ periodMs, evaluationPeriods }), now);
      assert.equal(endMs % periodMs, 0);
      assert.ok(endMs <= now && now - endMs < periodMs);
      assert.equal((endMs - startMs) / periodMs, evaluationPeriods + Math.max(2, Math.floor(evaluationPeriods / 3)));
    });
  }

  test("the period that is still running does not count", () => {
    const given = rule({ evaluationPeriods: 1 });
    const { endMs } = evaluationRange(given, now);
    const points = [...drawn("0", given), { atMs: endMs, value: 20, sampleCount: 1 }];
    assert.equal(evaluateAlarm(given, points, now)?.state, "OK");
  });
});

test("a percentile of too few samples changes nothing when low samples are to be ignored", () => {
  const given = rule({ statistic: "p99", evaluationPeriods: 1, ignoreLowSamples: true });
  const [point] = drawn("X", given);
  assert.equal(evaluateAlarm(given, [{ ...point!, sampleCount: 999 }], now), undefined);
  assert.equal(evaluateAlarm(given, [{ ...point!, sampleCount: 1000 }], now)?.state, "ALARM");
});

const anyRule = fc
  .record({
    comparison: fc.constantFrom(...(Object.keys(comparisons) as (keyof typeof comparisons)[])),
    evaluationPeriods: fc.integer({ min: 1, max: 6 }),
    m: fc.option(fc.integer({ min: 1, max: 6 })),
    missingData: fc.constantFrom(...missingDataTreatments),
    periodMs: fc.constantFrom(10_000, 30_000, minute, 5 * minute),
  })
  .map(({ m, ...given }) => rule({ ...given, datapointsToAlarm: m === null ? undefined : Math.min(m, given.evaluationPeriods) }));
const anyPicture = fc.array(fc.constantFrom("-", "X", "0"), { minLength: 1, maxLength: 10 });

const stateAfter = (given: AlarmRule, points: readonly Datapoint[], before: AlarmState): AlarmState =>
  evaluateAlarm(given, points, now)?.state ?? before;

test("law: the order in which datapoints arrive is no matter", () => {
  fc.assert(
    fc.property(anyRule, anyPicture, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (given, signs, draws) => {
      const points = drawn(signs.join(" "), given);
      const shuffled = points.map((point) => ({ point, at: draws.next().value! })).sort((a, b) => a.at - b.at);
      assert.deepEqual(
        evaluateAlarm(
          given,
          shuffled.map(({ point }) => point),
          now,
        ),
        evaluateAlarm(given, points, now),
      );
    }),
    { seed: 3 },
  );
});

test("law: a breaching datapoint more, or in place of a calm one, never ends an alarm", () => {
  fc.assert(
    fc.property(
      anyRule,
      anyPicture,
      fc.nat(),
      fc.constantFrom<AlarmState>("OK", "ALARM", "INSUFFICIENT_DATA"),
      (given, signs, where, before) => {
        const isHigh = given.comparison.startsWith("Greater");
        const [worse, calm] = isHigh ? (["X", "0"] as const) : (["0", "X"] as const);
        const index = where % signs.length;
        fc.pre(signs[index] === "-" || signs[index] === calm);
        const state = stateAfter(given, drawn(signs.join(" "), given), before);
        const after = stateAfter(given, drawn(signs.with(index, worse).join(" "), given), before);
        if (state === "ALARM") assert.equal(after, "ALARM");
      },
    ),
    { seed: 5, numRuns: 2000 },
  );
});

test("law: missing data never alarms an alarm that treats it as not breaching, unless M real datapoints breach", () => {
  fc.assert(
    fc.property(anyRule, anyPicture, (any, signs) => {
      const given = { ...any, missingData: "notBreaching" as const, comparison: "GreaterThanThreshold" as const };
      const breaching = signs.filter((sign) => sign === "X").length;
      const needed = given.datapointsToAlarm ?? given.evaluationPeriods;
      if (breaching < needed) assert.equal(evaluateAlarm(given, drawn(signs.join(" "), given), now)?.state, "OK");
    }),
    { seed: 8 },
  );
});

test("law: with as many datapoints as periods the treatment of missing data is no matter", () => {
  fc.assert(
    fc.property(anyRule, anyPicture, (given, signs) => {
      const points = drawn(signs.join(" "), given).filter(({ atMs }) => atMs >= evaluationRange(given, now).startMs);
      fc.pre(points.length >= given.evaluationPeriods);
      const states = missingDataTreatments.map((missingData) => evaluateAlarm({ ...given, missingData }, points, now)?.state);
      assert.equal(new Set(states).size, 1);
    }),
    { seed: 9 },
  );
});
