/** How the variants of an endpoint are shown (AWS: ProductionVariantSummary, PendingDeploymentSummary). */
import type {
  DeployedImage,
  PendingDeploymentSummary,
  ProductionVariantInstanceType,
  ProductionVariantStatus,
  ProductionVariantSummary,
} from "../api/gen/sagemaker.gen.ts";
import { bakeMs, greenAt } from "../core/deployment-policy.ts";
import type { Change, DesiredByVariant, Endpoint, Fleet, FleetVariant, SeenInstance, UpdateStage } from "../core/endpoint.ts";

/** Undefined while the backend tells nothing: then what is recorded counts. */
type SeenInstances = ReadonlyMap<string, SeenInstance> | undefined;

/** The variants of the fleet in effect. `Current` counts are instances in service, not instances asked for. */
export function variantSummaries(endpoint: Endpoint, seen: SeenInstances): ProductionVariantSummary[] {
  const fleet = shownFleet(endpoint);
  if (!fleet) return [];
  return fleet.variants.map((variant) => {
    const desired = endpoint.desired[variant.name];
    const status = variantStatus(endpoint, fleet, variant, endpoint.desired, seen);
    return {
      VariantName: variant.name,
      DeployedImages: deployedImages(variant, fleet),
      CurrentWeight: endpoint.currentWeights[variant.name] ?? desired?.weight ?? 0,
      DesiredWeight: desired?.weight ?? 0,
      CurrentInstanceCount: inService(endpoint, fleet, variant, seen),
      DesiredInstanceCount: desired?.count ?? 0,
      RoutingConfig: { RoutingStrategy: variant.routing },
      ...(status && { VariantStatus: [status] }),
    };
  });
}

/** The fleet coming up during a creation or update; undefined otherwise. */
export function changeSummary(endpoint: Endpoint, seen: SeenInstances): PendingDeploymentSummary | undefined {
  const { change } = endpoint;
  if (change?.kind !== "create" && change?.kind !== "update") return undefined;
  const greenId = change.kind === "update" ? change.greenId : endpoint.fleets[0]?.id;
  const green = endpoint.fleets.find(({ id }) => id === greenId);
  if (!green) return undefined;
  const desired = change.kind === "update" ? change.desired : endpoint.desired;
  return {
    EndpointConfigName: green.configName,
    StartTime: new Date(change.startedMs),
    ProductionVariants: green.variants.map((variant) => {
      const status = variantStatus(endpoint, green, variant, desired, seen);
      return {
        VariantName: variant.name,
        DeployedImages: deployedImages(variant, green),
        DesiredWeight: desired[variant.name]?.weight ?? 0,
        CurrentInstanceCount: inService(endpoint, green, variant, seen),
        DesiredInstanceCount: desired[variant.name]?.count ?? 0,
        InstanceType: variant.instanceType as ProductionVariantInstanceType,
        RoutingConfig: { RoutingStrategy: variant.routing },
        ...(status && { VariantStatus: [status] }),
      };
    }),
  };
}

/** The top level keeps describing blue until blue is gone, although green has the traffic by then. */
function shownFleet(endpoint: Endpoint): Fleet | undefined {
  return endpoint.fleets.find(({ configName }) => configName === endpoint.configName) ?? endpoint.fleets[0];
}

function deployedImages(variant: FleetVariant, fleet: Fleet): DeployedImage[] {
  return [{ SpecifiedImage: variant.image, ResolutionTime: new Date(fleet.resolvedMs) }];
}

function inService(endpoint: Endpoint, fleet: Fleet, variant: FleetVariant, seen: SeenInstances): number {
  const mine = endpoint.instances.filter(
    ({ fleetId, variant: name, phase }) => fleetId === fleet.id && name === variant.name && phase === "serving",
  );
  return seen ? mine.filter(({ id }) => seen.get(id)?.healthy).length : mine.length;
}

function variantStatus(
  endpoint: Endpoint,
  fleet: Fleet,
  variant: FleetVariant,
  desired: DesiredByVariant,
  seen: SeenInstances,
): ProductionVariantStatus | undefined {
  const { change } = endpoint;
  if (!change) return undefined;
  const count = desired[variant.name]?.count ?? 0;
  const StartTime = new Date(change.startedMs);
  switch (change.kind) {
    case "delete":
      return { Status: "Deleting", StartTime };
    case "scale":
      return { Status: "Updating", StatusMessage: `Scaling to desired instance count of ${count}.`, StartTime };
    case "create":
      if (inService(endpoint, fleet, variant, seen) >= count) return { Status: "ActivatingTraffic", StartTime };
      return { Status: "Creating", StatusMessage: `Launching ${count} instance(s).`, StartTime };
    case "update": {
      const leaves = (change.stage.kind === "terminating") !== (fleet.id === change.greenId);
      if (change.stage.kind === "terminating" || change.stage.kind === "rollingBack")
        return leaves ? { Status: "Deleting", StartTime } : undefined;
      return fleet.id === change.greenId ? greenStatus(change, change.stage, count, StartTime) : undefined;
    }
  }
}

type Update = Extract<Change, { kind: "update" }>;

/** In the words that AWS's messages have where they are known. */
function greenStatus(
  change: Update,
  stage: Extract<UpdateStage, { step: number }>,
  count: number,
  StartTime: Date,
): ProductionVariantStatus {
  const { policy } = change;
  const taking = greenAt(policy, count, stage.step);
  switch (stage.kind) {
    case "launching":
      return { Status: "Creating", StatusMessage: `Launching ${policy.kind === "rolling" ? taking : count} instance(s).`, StartTime };
    case "shifting":
      return { Status: "ActivatingTraffic", StatusMessage: `Activating traffic on ${taking} of ${count} instance(s).`, StartTime };
    case "baking": {
      const last = taking >= count;
      const seconds = bakeMs(policy, last) / 1000;
      const which = last && policy.kind !== "rolling" ? "TerminationWaitInSeconds" : "WaitIntervalInSeconds";
      const where = last ? "full capacity" : policy.kind === "canary" ? "canary capacity" : "a capacity";
      return {
        Status: "Baking",
        StatusMessage: `Baking for ${seconds} seconds (${which}) with traffic enabled on ${where} of ${taking} instance(s).`,
        StartTime,
      };
    }
  }
}
