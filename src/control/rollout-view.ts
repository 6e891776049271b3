/** A receipt as the API shows it. */
import type { GetRolloutOutput, RolloutFault, RolloutSummary, RolloutTraffic } from "../api/rollout-shapes.ts";
import type { Drill } from "../core/endpoint.ts";
import { failedOf } from "../core/metrics/invocation-counts.ts";
import { percentileUs } from "../core/metrics/latency-histogram.ts";
import { observedShare, type Receipt, type Traffic, trafficDuring } from "../core/receipt.ts";

export function rolloutSummary(receipt: Receipt): RolloutSummary {
  const { id, kind, policy, drill, fromConfig, toConfig, startedMs, endedMs, outcome, reason } = receipt;
  const during = trafficDuring(receipt);
  return {
    RolloutId: id,
    Kind: kind,
    ...(policy !== undefined && { Policy: policy }),
    ...(drill && { Fault: faultView(drill) }),
    FromConfig: fromConfig,
    ToConfig: toConfig,
    StartTime: new Date(startedMs),
    ...(endedMs !== undefined && { EndTime: new Date(endedMs) }),
    Outcome: outcome,
    ...(reason !== undefined && { Reason: reason }),
    Served: during.served,
    Failed: failedOf(during),
  };
}

export function rolloutInFull(receipt: Receipt): GetRolloutOutput {
  const { instances, windows, places, overlaps = [], steps, alarms } = receipt;
  return {
    EndpointName: receipt.endpoint,
    ...rolloutSummary(receipt),
    Steps: steps.map(({ name, atMs }) => ({ Name: name, Time: new Date(atMs) })),
    Windows: windows.map(({ name, fromMs, toMs, variants }) => ({
      Name: name,
      StartTime: new Date(fromMs),
      ...(toMs !== undefined && { EndTime: new Date(toMs) }),
      Variants: Object.entries(variants).map(([variant, traffic]) => {
        const observed = observedShare(traffic);
        return {
          VariantName: variant,
          ...(traffic.askedShare !== undefined && { AskedShare: traffic.askedShare }),
          ...(traffic.askedShare !== undefined && observed !== undefined && { ObservedShare: observed }),
          Blue: trafficView(traffic.blue),
          Green: trafficView(traffic.green),
          Unserved: traffic.unserved.refused,
        };
      }),
    })),
    ...(places && {
      Places: places.map(({ zone, state, before, during, after }) => ({
        Zone: zone,
        State: state,
        Before: trafficView(before),
        During: trafficView(during),
        After: trafficView(after),
      })),
    }),
    Overlaps: [...overlaps],
    Before: trafficView(receipt.before),
    During: trafficView(trafficDuring(receipt)),
    After: trafficView(receipt.after),
    Instances: instances.map(({ id, variant, zone, fleet, startedMs, servingMs, stoppedMs }) => ({
      Id: id,
      VariantName: variant,
      Zone: zone,
      Fleet: fleet,
      ...(startedMs !== undefined && { StartTime: new Date(startedMs) }),
      ...(servingMs !== undefined && { ServingTime: new Date(servingMs) }),
      ...(stoppedMs !== undefined && { StopTime: new Date(stoppedMs) }),
    })),
    InstancesStarted: instances.filter(({ startedMs }) => startedMs !== undefined).length,
    InstancesStopped: instances.filter(({ stoppedMs }) => stoppedMs !== undefined).length,
    Alarms: alarms.map(({ name, atMs }) => ({ Name: name, Time: new Date(atMs) })),
  };
}

function faultView({ fault, zone, struck, struckMs, detectedMs, recoveredMs }: Drill): RolloutFault {
  return {
    Kind: fault.kind,
    Zone: zone,
    Instances: [...struck],
    ...(fault.kind !== "instance-kill" && { Seconds: fault.forMs / 1000 }),
    ...(struckMs !== undefined && {
      StartTime: new Date(struckMs),
      ...(detectedMs !== undefined && { DetectMs: detectedMs - struckMs }),
      ...(recoveredMs !== undefined && { RecoverMs: recoveredMs - struckMs }),
    }),
  };
}

function trafficView(traffic: Traffic): RolloutTraffic {
  const p50 = percentileUs(traffic.latency, 50);
  const p99 = percentileUs(traffic.latency, 99);
  return {
    Served: traffic.served,
    Failed: failedOf(traffic),
    ClientErrors: traffic.clientErrors,
    ServerErrors: traffic.serverErrors,
    NoAnswer: traffic.broken,
    Refused: traffic.refused,
    Abandoned: traffic.abandoned,
    ...(p50 !== undefined && { P50Ms: toMs(p50) }),
    ...(p99 !== undefined && { P99Ms: toMs(p99) }),
  };
}

/** To a hundredth: the histogram knows no better. */
const toMs = (us: number): number => Math.round(us / 10) / 100;
