/** UpdateEndpoint with AutoRollbackConfiguration: alarms that must exist, and what they do to an update. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { AlarmEvaluator } from "../../src/control/alarm-evaluator.ts";
import { putMetricAlarm } from "../../src/control/operations/cloudwatch/putMetricAlarm.ts";
import { SqliteMetricStore } from "../../src/store/sqlite/metric-store.ts";
import { accountId, config, constraint, controlOfFile, prepareConfig, refuses, region, variant } from "./fixture.ts";

const control = controlOfFile(async (at) => {
  await prepareConfig(at);
  for (const name of ["four", "next"]) await at.call("CreateEndpointConfig", config(name, [variant("v", { InitialInstanceCount: 4 })]));
  await at.call("CreateEndpoint", { EndpointName: "e", EndpointConfigName: "four" });
  await at.settled("e", "InService");
  for (const name of ["errors", "latency"]) await alarm(name, "OK");
});

/** Puts the alarm into the state, as its evaluation would. */
async function alarm(name: string, state: string): Promise<void> {
  const { alarms } = control().store;
  const [row] = await alarms.find<object>(region, [name]);
  await alarms.put({ region, name, state, namespace: "n", metric: "m", version: row?.version ?? 0, document: {} }, []);
}

const guardedBy = (...names: string[]) => ({ AutoRollbackConfiguration: { Alarms: names.map((AlarmName) => ({ AlarmName })) } });
const baking = (seconds: number) => ({
  BlueGreenUpdatePolicy: {
    TrafficRoutingConfiguration: {
      Type: "CANARY",
      CanarySize: { Type: "INSTANCE_COUNT", Value: 1 },
      WaitIntervalInSeconds: seconds,
    },
  },
});
const update = (DeploymentConfig: object, more: object = {}): object => ({
  EndpointName: "e",
  EndpointConfigName: "next",
  DeploymentConfig,
  ...more,
});

describe("UpdateEndpoint: alarms that cannot guard an update", () => {
  refuses(control, "UpdateEndpoint", [
    {
      when: "an alarm does not exist",
      input: update(guardedBy("errors", "nobody")),
      message: 'Could not find alarm "nobody" of AutoRollbackConfiguration. Create it with PutMetricAlarm.',
    },
    {
      when: "the case of an alarm's name is another one",
      input: update(guardedBy("Errors")),
      message: 'Could not find alarm "Errors" of AutoRollbackConfiguration. Create it with PutMetricAlarm.',
    },
    {
      when: "the list of alarms is empty",
      input: update({ AutoRollbackConfiguration: { Alarms: [] } }),
      message: constraint(
        "'[]'",
        "deploymentConfig.autoRollbackConfiguration.alarms",
        "Member must have length greater than or equal to 1",
      ),
    },
    {
      when: "there are too many alarms",
      input: update(guardedBy(...Array.from({ length: 11 }, (_, index) => `a${index}`))),
      message: /Member must have length less than or equal to 10$/,
    },
  ]);
});

describe("UpdateEndpoint: alarms that guard an update", () => {
  test("an alarm during the bake brings the old configuration back, and the endpoint says which alarm", async () => {
    await control().call("UpdateEndpoint", update({ ...baking(600), ...guardedBy("errors", "latency") }));
    await shows("Baking");
    await alarm("latency", "ALARM");
    control().wake("e");
    const shown = await control().settled("e", "InService");
    assert.deepEqual(
      [shown.EndpointConfigName, shown.FailureReason],
      ["four", 'Alarm "latency" is in ALARM state: the update went back while baking after step 1 of 2 of its traffic shift.'],
    );
  });

  test("an alarm that is in ALARM already does so too, also with the retained deployment configuration", async () => {
    await control().call("UpdateEndpoint", { EndpointName: "e", EndpointConfigName: "next", RetainDeploymentConfig: true });
    const shown = await control().settled("e", "InService");
    assert.deepEqual([shown.EndpointConfigName, shown.FailureReason?.startsWith('Alarm "latency"')], ["four", true]);
  });

  test("alarms in OK and INSUFFICIENT_DATA let an update through", async () => {
    await alarm("latency", "OK");
    await alarm("errors", "INSUFFICIENT_DATA");
    await control().call("UpdateEndpoint", update({ ...baking(0), ...guardedBy("errors", "latency") }));
    const shown = await control().settled("e", "InService");
    assert.deepEqual([shown.EndpointConfigName, shown.FailureReason], ["next", undefined]);
  });

  test("an alarm that is deleted during an update guards it no more", async () => {
    await control().call("UpdateEndpoint", update({ ...baking(0), ...guardedBy("errors") }, { EndpointConfigName: "four" }));
    await control().store.alarms.remove(region, "errors", []);
    const shown = await control().settled("e", "InService");
    assert.equal(shown.EndpointConfigName, "four");
  });

  test("errors of the new fleet while it bakes: the metric rises, the alarm goes off, the old fleet is back", async () => {
    const { store, clock, wake } = control();
    await store.alarms.remove(region, "latency", []); // it has no definition that could be evaluated
    const log = { info: () => undefined, warn: () => undefined, error: (fields: object) => assert.fail(JSON.stringify(fields)) };
    await using metrics = await SqliteMetricStore.open({ path: ":memory:", defaultRegion: region, clock, log });
    await using evaluator = new AlarmEvaluator({ store, metrics, clock, log, wake: (_, name) => wake(name) });
    const input = {
      AlarmName: "green-errors",
      Namespace: "AWS/SageMaker",
      MetricName: "Invocation5XXErrors",
      Dimensions: [{ Name: "EndpointName", Value: "e" }],
      Statistic: "Average",
      Period: 10,
      EvaluationPeriods: 1,
      Threshold: 0.05,
      ComparisonOperator: "GreaterThanThreshold",
    } as const;
    const caller = { region, accountId, accessKeyId: "", arn: "" };
    await putMetricAlarm({ store, clock }, { ...input, Dimensions: [...input.Dimensions] }, caller);
    await control().call("UpdateEndpoint", update({ ...baking(3600), ...guardedBy("green-errors") }));
    await shows("Baking");
    const key = { region, namespace: input.Namespace, name: input.MetricName, dimensions: [{ name: "EndpointName", value: "e" }] };
    metrics.record([{ key, atMs: clock.now(), unit: "None", values: [1, 0, 0, 1] }]);
    clock.advance(20_000);
    await evaluator.evaluateDue();
    const shown = await control().settled("e", "InService");
    assert.equal(shown.EndpointConfigName, "four");
    assert.match(shown.FailureReason ?? "", /^Alarm "green-errors" is in ALARM state: the update went back while baking after step 1 of 2/);
  });
});

/** Waits until a variant of the update shows the status. */
async function shows(status: string): Promise<void> {
  for (let look = 0; look < 500; look++) {
    const shown = await control().call("DescribeEndpoint", { EndpointName: "e" });
    const variants = shown.PendingDeploymentSummary?.ProductionVariants ?? [];
    if (variants.some((each: { VariantStatus?: { Status: string }[] }) => each.VariantStatus?.[0]?.Status === status)) return;
  }
  assert.fail(`no variant ever showed ${status}`);
}
