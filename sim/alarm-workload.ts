/** What users of the simulated world do with alarms: put, change, set by hand and delete them, through the real operations. */
import type { PutMetricAlarmInput } from "../src/api/gen/cloudwatch.gen.ts";
import { ApiError } from "../src/api/wire.ts";
import { deleteAlarms } from "../src/control/operations/cloudwatch/deleteAlarms.ts";
import { putMetricAlarm } from "../src/control/operations/cloudwatch/putMetricAlarm.ts";
import { setAlarmState } from "../src/control/operations/cloudwatch/setAlarmState.ts";
import type { Chance } from "./chance.ts";
import { type ControlPlane, caller } from "./control-plane.ts";
import type { MemoryAlarms } from "./memory-alarms.ts";
import { StoreFault } from "./remote-store.ts";
import type { Timeline } from "./timeline.ts";
import type { Trace } from "./trace.ts";

/** Rings while more than half of the requests are answered with errors. */
export const errorsAlarm = (endpoint: string): string => `errors-of-${endpoint}`;

/** Rings whenever answers take long, which they do by chance. */
const slownessAlarm = (endpoint: string): string => `slowness-of-${endpoint}`;

export const alarmNames = (endpoint: string): string[] => [errorsAlarm(endpoint), slownessAlarm(endpoint)];

interface AlarmWorkloadPorts {
  readonly timeline: Timeline;
  readonly chance: Chance;
  readonly trace: Trace;
  readonly alarms: MemoryAlarms;
  readonly planes: () => readonly ControlPlane[];
  readonly stormy: () => boolean;
}

export class AlarmWorkload {
  readonly #ports: AlarmWorkloadPorts;

  constructor(ports: AlarmWorkloadPorts) {
    this.#ports = ports;
  }

  /** Somebody minds the alarms of the endpoint until the storm is over. */
  begin(endpoint: string): void {
    const { timeline, chance, stormy } = this.#ports;
    timeline.after(chance.delay(500, 60_000), () => {
      if (!stormy()) return;
      this.#act(endpoint, chance.pick(alarmNames(endpoint)));
      this.begin(endpoint);
    });
  }

  #act(endpoint: string, AlarmName: string): void {
    const { chance, alarms, planes } = this.#ports;
    const there = planes();
    if (there.length === 0) return;
    const context = chance.pick(there).context();
    if (!alarms.find(AlarmName) || chance.happens(0.2)) {
      const input = this.#alarm(endpoint, AlarmName);
      this.#call(`put ${AlarmName}`, () => putMetricAlarm(context, input, caller));
    } else if (chance.happens(0.1)) {
      this.#call(`delete ${AlarmName}`, () => deleteAlarms(context, { AlarmNames: [AlarmName] }, caller));
    } else if (chance.happens(0.4)) {
      const StateValue = chance.pick(["ALARM", "OK", "INSUFFICIENT_DATA"] as const);
      this.#call(`set ${AlarmName} to ${StateValue}`, () =>
        setAlarmState(context, { AlarmName, StateValue, StateReason: "by hand" }, caller),
      );
    }
  }

  #call(what: string, operation: () => Promise<unknown>): void {
    const { trace, alarms } = this.#ports;
    const before = alarms.writes;
    trace.note("asked", what);
    operation().then(
      () => {
        if (alarms.writes === before) trace.violate(`To ${what} was acknowledged and is not stored.`);
      },
      (error: unknown) => {
        if (error instanceof ApiError) trace.note("refused", `${what}: ${error.message}`);
        else if (error instanceof StoreFault) trace.note("unanswered", what);
        else trace.violate(`To ${what} failed: ${error instanceof Error ? error.stack : String(error)}`);
      },
    );
  }

  #alarm(endpoint: string, AlarmName: string): PutMetricAlarmInput {
    const { chance } = this.#ports;
    const EvaluationPeriods = chance.between(1, 3);
    const common = {
      AlarmName,
      Namespace: "AWS/SageMaker",
      Dimensions: [
        { Name: "EndpointName", Value: endpoint },
        { Name: "VariantName", Value: "v" },
      ],
      Period: 10,
      EvaluationPeriods,
      DatapointsToAlarm: chance.between(1, EvaluationPeriods),
      ComparisonOperator: "GreaterThanThreshold" as const,
    };
    if (AlarmName === errorsAlarm(endpoint))
      return { ...common, MetricName: "Invocation5XXErrors", Statistic: "Average", Threshold: 0.5, TreatMissingData: "missing" };
    const TreatMissingData = chance.pick(["missing", "ignore", "breaching", "notBreaching"]);
    return { ...common, MetricName: "ModelLatency", ExtendedStatistic: "p90", Threshold: 18_000_000, TreatMissingData };
  }
}
