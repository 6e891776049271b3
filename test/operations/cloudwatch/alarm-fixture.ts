/** What the tests of alarm operations share. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Alarms, startAlarms } from "../../harness/alarms.ts";
import { accountId, region } from "../../harness/control.ts";

export const arnOf = (name: string): string => `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`;

/** The alarms of this test file. They must end without an unexpected error. */
export function alarmsOfFile(prepare: (alarms: Alarms) => Promise<void> = async () => undefined): () => Alarms {
  let alarms: Alarms | undefined;
  before(async () => {
    alarms = await startAlarms();
    await prepare(alarms);
  });
  after(async () => {
    const failures = alarms?.failures ?? [];
    await alarms?.[Symbol.asyncDispose]();
    assert.deepEqual(failures, []);
  });
  return () => alarms!;
}

/** An input of PutMetricAlarm that is taken. */
export const metricAlarm = (AlarmName: string, more: object = {}): object => ({
  AlarmName,
  Namespace: "n",
  MetricName: "m",
  Statistic: "Sum",
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 30,
  ComparisonOperator: "GreaterThanThreshold",
  ...more,
});

export interface BadCall {
  readonly when: string;
  readonly input: object;
  readonly code: string;
  readonly message: string | RegExp;
  readonly status?: number;
}

/** Each of these inputs is refused, and no alarm and no history has changed afterwards. */
export function refuses(alarms: () => Alarms, operation: string, cases: readonly BadCall[]): void {
  for (const { when, input, code, message, status = 400 } of cases) {
    test(`${operation} is refused when ${when}`, async () => {
      const remembered = await everything(alarms());
      const answer = await alarms().send(operation, input);
      assert.equal(answer.status, status, answer.text);
      assert.equal(answer.headers.get("x-amzn-query-error")?.split(";")[0], code, answer.text);
      const text = answer.body.message ?? "";
      if (typeof message === "string") assert.equal(text, message);
      else assert.match(text, message);
      assert.deepEqual(await everything(alarms()), remembered);
    });
  }
}

async function everything({ store }: Alarms): Promise<unknown> {
  return [await store.alarms.all(), await store.alarms.history({ region, ascending: true, limit: 10_000 })];
}
