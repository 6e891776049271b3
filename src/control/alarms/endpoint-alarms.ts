/** Which alarms watch an endpoint: those on a metric that has it as a dimension. */
import { limits } from "../../limits.ts";
import type { Alarms } from "../../store/store.ts";
import type { Alarm } from "./alarm.ts";

/** The alarms on metrics of the endpoint that are in ALARM, and since when. */
export async function alarmsThatWentOff(
  alarms: Pick<Alarms, "list">,
  region: string,
  endpoint: string,
): Promise<{ name: string; atMs: number }[]> {
  const found = await alarms.list<Alarm>({ region, state: "ALARM", limit: limits.alarms });
  return found
    .filter(({ document }) => watches(document.input, endpoint))
    .map(({ name, document }) => ({ name, atMs: document.transitionedMs }));
}

/** An expression watches every endpoint that one of its metrics is of. */
function watches({ Dimensions = [], Metrics = [] }: Alarm["input"], endpoint: string): boolean {
  const all = [Dimensions, ...Metrics.map(({ MetricStat }) => MetricStat?.Metric.Dimensions ?? [])].flat();
  return all.some(({ Name, Value }) => Name === "EndpointName" && Value.toLowerCase() === endpoint.toLowerCase());
}
