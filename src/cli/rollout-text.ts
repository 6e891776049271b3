/** Receipts of changes and drills as people read them. */
import type { GetRolloutOutput, RolloutFault, RolloutPlace, RolloutSummary, RolloutTraffic } from "../api/rollout-shapes.ts";
import { dim, tableLines } from "./table.ts";

/** Times in answers are seconds since the epoch, whatever the type says. */
type Time = Date | number;

export function rolloutListLines(rollouts: readonly RolloutSummary[]): string[] {
  const rows = rollouts.map((rollout) => [
    rollout.RolloutId,
    whatOf(rollout),
    clockOf(rollout.StartTime),
    durationOf(rollout.StartTime, rollout.EndTime),
    rollout.Outcome,
    String(rollout.Served),
    String(rollout.Failed),
    rollout.Reason ?? "",
  ]);
  return tableLines(["ROLLOUT", "CHANGE", "STARTED", "TOOK", "OUTCOME", "SERVED", "FAILED", "REASON"], rows);
}

export function rolloutLines(rollout: GetRolloutOutput): string[] {
  const { EndpointName, RolloutId, StartTime, EndTime, Outcome, Reason, During } = rollout;
  const took = EndTime === undefined ? "" : ` after ${durationOf(StartTime, EndTime)}`;
  const lines = [
    `${EndpointName}: ${whatOf(rollout)}  ${dim(`${RolloutId}, started ${clockOf(StartTime)}`)}`,
    `${Outcome}${took}: ${During.Served} requests served, ${During.Failed} failed; ${rollout.InstancesStarted} instances started, ${rollout.InstancesStopped} stopped.`,
  ];
  if (Reason !== undefined) lines.push(Reason);
  if (rollout.Fault) lines.push(...faultLines(rollout.Fault));
  if (rollout.Overlaps.length > 0)
    lines.push(`At the same time: ${rollout.Overlaps.join(", ")}. Requests during a change are counted in its receipt, not in a drill's.`);
  for (const { Name, Time } of rollout.Alarms) lines.push(`Alarm ${Name} at ${clockOf(Time)}.`);
  lines.push(
    "",
    ...tableLines(
      ["STEP", "AT"],
      rollout.Steps.map(({ Name, Time }) => [Name, sinceOf(StartTime, Time)]),
    ),
  );
  if (rollout.Fault) lines.push("", ...drillWindowLines(rollout));
  const windows = rollout.Fault ? [] : windowRows(rollout);
  if (windows.length > 0) {
    const head = [
      "WINDOW",
      "FROM",
      "TO",
      "VARIANT",
      "GREEN ASKED",
      "GREEN GOT",
      "BLUE",
      "GREEN",
      "FAILED",
      "P50 BLUE",
      "P50 GREEN",
      "P99 BLUE",
    ];
    lines.push("", ...tableLines([...head, "P99 GREEN"], windows));
  }
  const spans: [string, RolloutTraffic][] = [
    ["before", rollout.Before],
    ["during", rollout.During],
    ["after", rollout.After],
  ];
  const rows = spans.map(([name, traffic]) => [
    name,
    String(traffic.Served),
    String(traffic.Failed),
    millis(traffic.P50Ms),
    millis(traffic.P99Ms),
    howFailed(traffic),
  ]);
  lines.push("", ...tableLines(["", "SERVED", "FAILED", "P50", "P99", "OF THEM"], rows));
  if (rollout.Places) lines.push("", ...placeLines(rollout.Places));
  return lines;
}

function faultLines({ Instances, Seconds, DetectMs, RecoverMs }: RolloutFault): string[] {
  const after = (ms: number | undefined, otherwise: string): string => (ms === undefined ? otherwise : `after ${(ms / 1000).toFixed(2)} s`);
  return [
    `Struck ${Instances.length > 0 ? Instances.join(", ") : "no instance of the endpoint"}${Seconds === undefined ? "" : ` for ${Seconds} s`}.`,
    `Out of the routers' tables ${after(DetectMs, "never")}, as many instances as before ${after(RecoverMs, "never again")}.`,
  ];
}

function drillWindowLines({ StartTime: begin, Windows }: GetRolloutOutput): string[] {
  const rows = Windows.flatMap(({ Name, StartTime, EndTime, Variants }) =>
    Variants.map(({ VariantName, Blue, Unserved }) => [
      Name,
      sinceOf(begin, StartTime),
      EndTime === undefined ? "" : sinceOf(begin, EndTime),
      VariantName,
      String(Blue.Served),
      String(Blue.Failed + Unserved),
      millis(Blue.P50Ms),
      millis(Blue.P99Ms),
    ]),
  );
  return tableLines(["WINDOW", "FROM", "TO", "VARIANT", "SERVED", "FAILED", "P50", "P99"], rows);
}

function placeLines(places: readonly RolloutPlace[]): string[] {
  const rows = places.map(({ Zone, State, Before, During, After }) => [
    Zone,
    State,
    ...[Before, During, After].flatMap(({ Served, Failed, P99Ms }) => [String(Served), String(Failed), millis(P99Ms)]),
  ]);
  const spans = ["BEFORE", "DURING", "AFTER"].flatMap((span) => [span, "FAILED", "P99"]);
  return tableLines(["ZONE", "INSTANCES", ...spans], rows);
}

function windowRows({ StartTime: begin, Windows }: GetRolloutOutput): string[][] {
  return Windows.flatMap(({ Name, StartTime, EndTime, Variants }) =>
    Variants.map(({ VariantName, AskedShare, ObservedShare, Blue, Green, Unserved }) => [
      Name,
      sinceOf(begin, StartTime),
      EndTime === undefined ? "" : sinceOf(begin, EndTime),
      VariantName,
      percent(AskedShare),
      percent(ObservedShare),
      String(Blue.Served),
      String(Green.Served),
      String(Blue.Failed + Green.Failed + Unserved),
      millis(Blue.P50Ms),
      millis(Green.P50Ms),
      millis(Blue.P99Ms),
      millis(Green.P99Ms),
    ]),
  );
}

function howFailed({ ClientErrors, ServerErrors, NoAnswer, Refused, Abandoned }: RolloutTraffic): string {
  const parts: [number, string][] = [
    [ClientErrors, "4xx of the model"],
    [ServerErrors, "5xx of the model"],
    [NoAnswer, "without an answer"],
    [Refused, "refused"],
    [Abandoned, "left by the client"],
  ];
  return parts.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : [])).join(", ");
}

function whatOf({ Kind, Policy, Fault, FromConfig, ToConfig }: RolloutSummary): string {
  if (Fault) return `drill, ${Fault.Kind} in ${Fault.Zone}`;
  return Kind === "update" ? `${Policy} update, ${FromConfig} → ${ToConfig}` : `${Kind}, ${ToConfig}`;
}

const secondsOf = (time: Time): number => (typeof time === "number" ? time : time.getTime() / 1000);
const clockOf = (time: Time): string => new Date(secondsOf(time) * 1000).toISOString().replace(/\.\d+Z$/, "Z");
const durationOf = (from: Time, to: Time | undefined): string =>
  to === undefined ? "" : `${(secondsOf(to) - secondsOf(from)).toFixed(1)} s`;
const sinceOf = (from: Time, at: Time): string => `+${durationOf(from, at)}`;
const percent = (share: number | undefined): string => (share === undefined ? "" : `${(100 * share).toFixed(1)} %`);
const millis = (ms: number | undefined): string => (ms === undefined ? "" : `${ms} ms`);
