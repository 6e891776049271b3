import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { MathError, parseExpression } from "./math-syntax.ts";
import { ExpressionError, evaluateQueries, type MathQuery } from "./metric-math.ts";
import type { TimeSeries } from "./time-series.ts";

const minuteMs = 60_000;
const range = { startMs: 0, endMs: 4 * minuteMs, mostPoints: 10_000 };

/** A series with one value a minute; a gap where there is none. */
function series(label: string, ...values: (number | undefined)[]): TimeSeries {
  const points = values.flatMap((value, at) => (value === undefined ? [] : [{ atMs: at * minuteMs, value }]));
  return { label, periodMs: minuteMs, points };
}

const metrics: readonly MathQuery[] = [
  { id: "m1", series: series("m1", 1, 2, 3, 4) },
  { id: "m2", series: series("m2", 10, undefined, 30, 0) },
  { id: "errors", series: series("errors", undefined, undefined, undefined) },
];

/** The values by minute; undefined where there is no point. */
function valuesOf({ points }: TimeSeries): (number | undefined)[] {
  const byMinute = new Map(points.map(({ atMs, value }) => [atMs / minuteMs, value]));
  return [0, 1, 2, 3].map((minute) => byMinute.get(minute));
}

function evaluate(expression: string, queries = metrics): (number | undefined)[][] {
  const all = [...queries, { id: "e", expression }];
  return evaluateQueries(all, new Set(["e"]), range)
    .get("e")!
    .map(valuesOf);
}

const _ = undefined;
const cases: { expression: string; want: (number | undefined)[] }[] = [
  { expression: "m1", want: [1, 2, 3, 4] },
  { expression: "m1 + 1", want: [2, 3, 4, 5] },
  { expression: "10 - m1", want: [9, 8, 7, 6] },
  { expression: "m1 * m2", want: [10, _, 90, 0] },
  { expression: "m1 / m2", want: [0.1, _, 0.1, _] },
  { expression: "2 ^ m1", want: [2, 4, 8, 16] },
  { expression: "2 ^ 1 ^ 3 + 0 * m1", want: [2, 2, 2, 2] },
  { expression: "-m1 ^ 2", want: [-1, -4, -9, -16] },
  { expression: "1 + 2 * m1 - (3 - 1)", want: [1, 3, 5, 7] },
  { expression: "8 / 4 / m1", want: [2, 1, 2 / 3, 0.5] },
  { expression: "m1 / SUM(m1)", want: [0.1, 0.2, 0.3, 0.4] },
  { expression: "m1 * 0 + AVG(m1)", want: [2.5, 2.5, 2.5, 2.5] },
  { expression: "m1 * 0 + STDDEV([2, 4, 4, 4, 5, 5, 7, 9])", want: [2, 2, 2, 2] },
  { expression: "SUM(METRICS())", want: [11, 2, 33, 4] },
  { expression: "SUM([m1, m2])", want: [11, 2, 33, 4] },
  { expression: "MAX([m1, 2.5])", want: [2.5, 2.5, 3, 4] },
  { expression: "MIN(METRICS('m'))", want: [1, 2, 3, 0] },
  { expression: 'SUM(METRICS("2"))', want: [10, _, 30, 0] },
  { expression: "FILL(m2, 7)", want: [10, 7, 30, 0] },
  { expression: "FILL(m2, REPEAT)", want: [10, 10, 30, 0] },
  { expression: "FILL(m2, LINEAR)", want: [10, 20, 30, 0] },
  { expression: "FILL(m2, m1)", want: [10, 2, 30, 0] },
  { expression: "FILL(errors, 0)", want: [0, 0, 0, 0] },
  { expression: "ABS(m1 - 3)", want: [2, 1, 0, 1] },
  { expression: "CEIL(m1 / 2)", want: [1, 1, 2, 2] },
  { expression: "FLOOR(m1 / 2)", want: [0, 1, 1, 2] },
  { expression: "RATE(m2)", want: [_, _, 20 / 120, -0.5] },
  { expression: "DIFF(m1)", want: [_, 1, 1, 1] },
  { expression: "RUNNING_SUM(m1)", want: [1, 3, 6, 10] },
  { expression: "m1 / PERIOD(m1)", want: [1 / 60, 2 / 60, 3 / 60, 4 / 60] },
  { expression: "IF(m1 > 2, m1, 0)", want: [0, 0, 3, 4] },
  { expression: "IF(m1 > 2 AND m2 < 5, m1)", want: [_, _, _, 4] },
  { expression: "IF(m2 == 10 || m2 == 0, 1, m2)", want: [1, _, 30, 1] },
  { expression: "IF(SUM(m1) >= 10, m1, m2)", want: [1, 2, 3, 4] },
  { expression: "TIME_SERIES(3)", want: [3, 3, 3, 3] },
  { expression: "LAST(METRICS('m'))", want: [10, _, 30, 0] },
  { expression: "m1 * METRIC_COUNT(METRICS())", want: [3, 6, 9, 12] },
  { expression: "sum([m1, m1])", want: [2, 4, 6, 8] },
];
for (const { expression, want } of cases) {
  test(`${expression} is ${want.map((value) => value ?? "–").join(" ")}`, () => {
    assert.deepEqual(
      evaluate(expression).map((values) => values.map((value) => value && Number(value.toFixed(9)))),
      [want.map((value) => value && Number(value.toFixed(9)))],
    );
  });
}

test("several series stay several, and a list and a number go together one by one", () => {
  assert.deepEqual(evaluate("[m1, m2] * 2"), [
    [2, 4, 6, 8],
    [20, _, 60, 0],
  ]);
  assert.deepEqual(evaluate("REMOVE_EMPTY(METRICS())").length, 2);
});

test("an expression may use another, and is evaluated once", () => {
  const queries = [...metrics, { id: "twice", expression: "m1 * 2" }];
  assert.deepEqual(evaluate("twice + twice", queries), [[4, 8, 12, 16]]);
});

const refused = [
  { expression: "m1 +", why: "ends too early" },
  { expression: "m1 m2", why: 'Unexpected "m2"' },
  { expression: "m1 % 2", why: 'Unexpected "% 2"' },
  { expression: "(m1", why: "ends too early" },
  { expression: "m9", why: "There is no query with the id m9" },
  { expression: "5", why: "gives a single number" },
  { expression: "AVG(m1)", why: "gives a single number" },
  { expression: "SEARCH('{AWS/SageMaker}', 'Sum')", why: "does not support the function SEARCH" },
  { expression: "constructor(m1)", why: "does not support the function CONSTRUCTOR" },
  { expression: "FILL(m1)", why: "FILL does not take 1 arguments" },
  { expression: "FILL(m1, SOMETIMES)", why: "FILL takes" },
  { expression: "m1 + 'text'", why: "Unsupported operand types for +" },
  { expression: "[m1] + [m1, m2]", why: "differ in length" },
  { expression: "IF(METRICS(), m1, m2)", why: "condition of IF" },
  { expression: "e + 1", why: "e depends on itself" },
  { expression: `${"(".repeat(60)}m1${")".repeat(60)}`, why: "nested deeper" },
  { expression: "-".repeat(200), why: "nested deeper" },
];
for (const { expression, why } of refused) {
  test(`${expression.slice(0, 30)} is refused: ${why}`, () => {
    assert.throws(
      () => evaluate(expression),
      (error) => error instanceof ExpressionError && error.message.includes(why),
    );
  });
}

test("expressions that would make too many points are refused", () => {
  const tight = { ...range, mostPoints: 20 };
  const queries = [...metrics, { id: "e", expression: "m1 + m1 + m1 + m1 + m1" }];
  assert.throws(() => evaluateQueries(queries, new Set(["e"]), tight), /too many points/);
});

test("a long sum is no deep one", () => {
  assert.deepEqual(evaluate(`m1${" + 1".repeat(500)}`), [[501, 502, 503, 504]]);
});

test("any text is an expression or is refused, in bounded time", () => {
  const pieces = ["m1", "1", "(", ")", "[", "]", ",", "+", "-", "^", "AVG(", "IF(", "FILL(", "REPEAT", '"', " ", "AND", "."];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), (parts) => {
      try {
        parseExpression(parts.join(""));
      } catch (error) {
        assert.ok(error instanceof MathError, String(error));
      }
    }),
    { numRuns: 2000 },
  );
});
