/** The receipt of a drill, as far as it comes from the endpoint as it is stored: each look adds what is new, so looking twice changes nothing. */
import type { Drill, Endpoint } from "./endpoint.ts";
import { noTraffic, type PlacedTraffic, type Receipt, type ReceiptOutcome, sumTraffic } from "./receipt.ts";
import { addToPlaces, afterMs } from "./receipt-counts.ts";
import { closedReceipt, instancesBefore, inWindow, withAlarms, withInstances, withOverlap } from "./receipt-steps.ts";
import { changeId, countedWindow, drillId, drillStage } from "./rollout-window.ts";

/** The receipt of a drill that has just begun. `before` is the traffic of the last minute. */
export function openDrillReceipt(endpoint: Endpoint, drill: Drill, before: readonly PlacedTraffic[]): Receipt {
  const { arn, region, name, configName } = endpoint;
  return {
    id: drillId(drill),
    kind: "drill",
    arn,
    region,
    endpoint: name,
    fromConfig: configName,
    toConfig: configName,
    drill,
    startedMs: drill.startedMs,
    outcome: "InProgress",
    steps: [],
    windows: [],
    before: sumTraffic(before.map(({ traffic }) => traffic)),
    after: noTraffic,
    places: addToPlaces([], "before", drill.struck, before),
    instances: instancesBefore(endpoint, drill.startedMs),
    alarms: [],
    counted: {},
  };
}

/**
 * The receipt after a look at the endpoint; the same object when there is nothing new. `alarms` are those on the endpoint's metrics that are
 * in ALARM now, with the moment they went off: it may be some time after the fault, so they are noted until a minute after the drill.
 */
export function observeDrill(receipt: Receipt, endpoint: Endpoint | undefined, now: number, alarms: Receipt["alarms"]): Receipt {
  if (receipt.endedMs !== undefined && now >= receipt.endedMs + afterMs) return receipt;
  const alarmed = withAlarms(
    receipt,
    alarms.filter(({ atMs }) => atMs >= receipt.startedMs),
  );
  if (receipt.endedMs !== undefined) return alarmed;
  const seen = withInstances(alarmed, endpoint?.instances ?? [], now);
  const drill = endpoint?.drill;
  if (!endpoint || !drill || drillId(drill) !== receipt.id) return end(seen, endpoint, now);
  const told = JSON.stringify(drill) === JSON.stringify(seen.drill) ? seen : { ...seen, drill, steps: stepsOf(drill) };
  const { change } = endpoint;
  const overlapping = change ? withOverlap(told, changeId(change)) : told;
  if (countedWindow(endpoint)?.change !== receipt.id) return overlapping; // its requests are in the receipt of the change
  const variants = endpoint.fleets[0]?.variants ?? [];
  return inWindow(
    overlapping,
    drillStage(drill),
    variants.map(({ name }) => [name, undefined]),
    now,
  );
}

function stepsOf({ struckMs, detectedMs, recoveredMs }: Drill): Receipt["steps"] {
  const times: [string, number | undefined][] = [
    ["struck", struckMs],
    ["detected", detectedMs],
    ["recovered", recoveredMs],
  ];
  return times.flatMap(([name, atMs]) => (atMs === undefined ? [] : [{ name, atMs }]));
}

function end(receipt: Receipt, endpoint: Endpoint | undefined, now: number): Receipt {
  if (!endpoint) return closedReceipt({ ...receipt, outcome: "Interrupted", reason: "The endpoint was deleted meanwhile." }, now);
  if (endpoint.drill) return closedReceipt({ ...receipt, outcome: "Interrupted", reason: "Another drill began meanwhile." }, now);
  return closedReceipt({ ...receipt, outcome: outcomeOf(receipt) }, now);
}

function outcomeOf({ drill }: Receipt): ReceiptOutcome {
  if (drill?.detectedMs === undefined) return "Unnoticed";
  return drill.recoveredMs === undefined ? "NotRecovered" : "Recovered";
}
