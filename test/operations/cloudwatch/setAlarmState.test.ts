/** SetAlarmState, Enable/DisableAlarmActions, DescribeAlarmHistory: what an alarm does and what is told of it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Endpoint } from "../../../src/core/endpoint.ts";
import { region } from "../../harness/control.ts";
import { fleetOf } from "../../harness/endpoint-world.ts";
import { alarmsOfFile, metricAlarm, refuses } from "./alarm-fixture.ts";

const topic = (name: string): string => `arn:aws:sns:us-east-1:111122223333:${name}`;
const alarms = alarmsOfFile(async (at) => {
  for (const name of ["a", "b", "c", "guard"])
    await at.call("PutMetricAlarm", metricAlarm(name, { AlarmActions: [topic("alarm")], OKActions: [topic("ok")] }));
});
const set = (AlarmName: string, StateValue: string, more: object = {}): Promise<unknown> =>
  alarms().call("SetAlarmState", { AlarmName, StateValue, StateReason: "testing alarm", ...more });
const describeOne = async (name: string) => (await alarms().call("DescribeAlarms", { AlarmNames: [name] })).MetricAlarms[0];
const history = async (input: object) => (await alarms().call("DescribeAlarmHistory", input)).AlarmHistoryItems;

describe("SetAlarmState", () => {
  refuses(alarms, "SetAlarmState", [
    {
      when: "the state is none",
      input: { AlarmName: "a", StateValue: "INVALID", StateReason: "r" },
      code: "ValidationError",
      message:
        /^1 validation error detected: Value 'INVALID' at 'stateValue' failed to satisfy constraint: Member must satisfy enum value set: \[/,
    },
    {
      when: "the alarm does not exist",
      input: { AlarmName: "nobody", StateValue: "OK", StateReason: "r" },
      code: "ResourceNotFound",
      message: "",
      status: 404,
    },
    {
      when: "the data is no JSON",
      input: { AlarmName: "a", StateValue: "OK", StateReason: "r", StateReasonData: "{" },
      code: "InvalidFormat",
      message: "StateReasonData is not valid JSON.",
    },
  ]);

  test("shows state, reason and data, and tells when", async () => {
    await set("a", "ALARM", { StateReasonData: '{"by":"me"}' });
    const shown = await describeOne("a");
    assert.deepEqual([shown.StateValue, shown.StateReason, shown.StateReasonData], ["ALARM", "testing alarm", '{"by":"me"}']);
    const transitioned = shown.StateTransitionedTimestamp;
    alarms().clock.advance(1000);
    await set("a", "ALARM");
    const again = await describeOne("a");
    assert.deepEqual([again.StateTransitionedTimestamp, again.StateUpdatedTimestamp], [transitioned, transitioned + 1]);
    assert.equal(again.StateReasonData, undefined, "the data belonged to the reason before");
  });

  test("wakes the endpoints whose update the alarm guards, and no others", async () => {
    await endpoint("guarded", ["guard"]);
    await endpoint("of-another", ["a"]);
    await endpoint("idle");
    await set("guard", "ALARM");
    assert.deepEqual(alarms().woken.splice(0), ["guarded"]);
    await set("guard", "OK");
    assert.deepEqual(alarms().woken, []);
  });
});

describe("actions", () => {
  test("are called when the state becomes another one, and only while they are enabled", async () => {
    await set("b", "ALARM");
    await set("b", "ALARM");
    await alarms().call("DisableAlarmActions", { AlarmNames: ["b", "nobody"] });
    assert.equal((await describeOne("b")).ActionsEnabled, false);
    await set("b", "OK");
    await set("b", "ALARM");
    await alarms().call("EnableAlarmActions", { AlarmNames: ["b"] });
    await set("b", "OK");
    const called = (await history({ AlarmName: "b", HistoryItemType: "Action", ScanBy: "TimestampAscending" })).map(
      ({ HistorySummary }: { HistorySummary: string }) => HistorySummary,
    );
    assert.deepEqual(called, [`Logged action ${topic("alarm")}`, `Logged action ${topic("ok")}`]);
  });
});

describe("DescribeAlarmHistory", () => {
  test("tells what happened, the newest first, and survives the alarm", async () => {
    await set("c", "ALARM");
    await alarms().call("DeleteAlarms", { AlarmNames: ["c"] });
    const items = await history({ AlarmName: "c" });
    assert.deepEqual(
      items.map((item: { HistoryItemType: string; HistorySummary: string }) => [item.HistoryItemType, item.HistorySummary]),
      [
        ["ConfigurationUpdate", 'Alarm "c" deleted'],
        ["Action", `Logged action ${topic("alarm")}`],
        ["StateUpdate", "Alarm updated from INSUFFICIENT_DATA to ALARM"],
        ["ConfigurationUpdate", 'Alarm "c" created'],
      ],
    );
    assert.deepEqual(JSON.parse(items[2].HistoryData), {
      version: "1.0",
      oldState: { stateValue: "INSUFFICIENT_DATA", stateReason: "Unchecked: Initial alarm creation" },
      newState: { stateValue: "ALARM", stateReason: "testing alarm" },
    });
    assert.equal(JSON.parse(items[3].HistoryData).createdAlarm.metricName, "m");
    assert.equal(items[0].AlarmType, "MetricAlarm");
  });

  test("fits its data into 4095 characters whatever a reason holds", async () => {
    const StateReason = '"\u0001'.repeat(511);
    await alarms().call("PutMetricAlarm", metricAlarm("long"));
    for (const StateValue of ["ALARM", "OK"])
      await set("long", StateValue, { StateReason, StateReasonData: JSON.stringify({ long: "x".repeat(3900) }) });
    for (const { HistoryData } of await history({ AlarmName: "long" })) {
      assert.ok(HistoryData.length <= 4095);
      JSON.parse(HistoryData);
    }
  });

  test("pages cover everything once", async () => {
    const all = await history({});
    const seen: unknown[] = [];
    for (let NextToken: string | undefined; ; ) {
      const page = await alarms().call("DescribeAlarmHistory", { MaxRecords: 3, NextToken });
      seen.push(...page.AlarmHistoryItems);
      NextToken = page.NextToken;
      if (NextToken === undefined) break;
    }
    assert.deepEqual(seen, all);
  });
});

/** An endpoint in the store; with alarms it is in the middle of an update. */
async function endpoint(name: string, guards?: readonly string[]): Promise<void> {
  const document: Endpoint = {
    name,
    arn: name,
    region,
    createdMs: 0,
    modifiedMs: 0,
    status: "Updating",
    configName: "c",
    fleets: [fleetOf("blue", "c")],
    desired: {},
    currentWeights: {},
    instances: [],
    ...(guards && {
      change: {
        kind: "update",
        startedMs: 0,
        greenId: "green",
        desired: {},
        policy: { kind: "allAtOnce", terminationWaitMs: 0 },
        stage: { kind: "launching", step: 1 },
        alarms: guards,
      },
    }),
    replacements: 0,
    retryAtMs: 0,
  };
  await alarms().store.documents.insert({ kind: "endpoint", region, name, status: "Updating", createdMs: 0, modifiedMs: 0, document });
}
