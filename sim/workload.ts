/** What users of the simulated world do: create, update in every way, scale and delete, through the real operations. */
import type { DeploymentConfig } from "../src/api/gen/sagemaker.gen.ts";
import { ApiError } from "../src/api/wire.ts";
import { inflictFault } from "../src/control/operations/hostler/inflictFault.ts";
import { createEndpoint } from "../src/control/operations/sagemaker/createEndpoint.ts";
import { deleteEndpoint } from "../src/control/operations/sagemaker/deleteEndpoint.ts";
import { updateEndpoint } from "../src/control/operations/sagemaker/updateEndpoint.ts";
import { updateEndpointWeightsAndCapacities } from "../src/control/operations/sagemaker/updateEndpointWeightsAndCapacities.ts";
import type { EndpointConfigDocument, ModelDocument } from "../src/control/resources.ts";
import type { Endpoint } from "../src/core/endpoint.ts";
import { alarmNames } from "./alarm-workload.ts";
import type { Chance } from "./chance.ts";
import { type ControlPlane, caller } from "./control-plane.ts";
import type { Ledger } from "./ledger.ts";
import type { MemoryDocuments } from "./memory-documents.ts";
import { images, StoreFault } from "./remote-store.ts";
import type { Timeline } from "./timeline.ts";
import type { Trace } from "./trace.ts";

interface WorkloadPorts {
  readonly timeline: Timeline;
  readonly chance: Chance;
  readonly trace: Trace;
  readonly documents: MemoryDocuments;
  readonly ledger: Ledger;
  readonly planes: () => readonly ControlPlane[];
  readonly stormy: () => boolean;
}

type Context = ReturnType<ControlPlane["context"]>;

export class Workload {
  readonly #ports: WorkloadPorts;
  readonly #configs: string[] = [];

  constructor(ports: WorkloadPorts) {
    this.#ports = ports;
    for (const image of images) this.#addModel(image);
    for (let index = 0; index < 9; index++) this.#addConfig(`config-${index}`, index < 6 ? "works" : images[index - 5]!);
  }

  /** Somebody works with the endpoint of this name until the storm is over. */
  begin(name: string): void {
    const { timeline, chance, stormy } = this.#ports;
    timeline.after(chance.delay(500, 60_000), () => {
      if (!stormy()) return;
      this.#act(name);
      this.begin(name);
    });
  }

  #act(name: string): void {
    const { chance, documents, planes } = this.#ports;
    const there = planes();
    if (there.length === 0) return;
    const context = chance.pick(there).context();
    const endpoint = documents.find<Endpoint>("endpoint", caller.region, name)?.document;
    const input = { EndpointName: name, EndpointConfigName: chance.pick(this.#configs) };
    if (!endpoint) this.#call(name, "create", () => createEndpoint(context, input, caller));
    else if (endpoint.status === "Failed" || chance.happens(0.04)) this.#call(name, "delete", () => deleteEndpoint(context, input, caller));
    else if (chance.happens(0.1)) this.#drill(context, endpoint);
    else if (endpoint.change === undefined || chance.happens(0.2)) this.#change(context, endpoint, input); // some do not wait, and are refused
  }

  #change(context: Context, endpoint: Endpoint, config: { EndpointName: string; EndpointConfigName: string }): void {
    const { chance } = this.#ports;
    if (chance.happens(0.2)) {
      this.#call(endpoint.name, "scale", () => this.#scale(context, endpoint));
      return;
    }
    const input = { ...config, ...this.#deployment(endpoint.name), RetainAllVariantProperties: chance.happens(0.2) };
    this.#call(endpoint.name, "update", () => updateEndpoint(context, input, caller));
  }

  #drill(context: Context, { name }: Endpoint): void {
    const { chance } = this.#ports;
    const Kind = chance.pick(["zone-outage", "instance-kill", "instance-hang"] as const);
    const input = { EndpointName: name, Kind, Seconds: chance.between(4, 40) };
    this.#call(name, `${Kind} drill`, () => inflictFault(context, input, caller));
  }

  #call(name: string, what: string, operation: () => Promise<unknown>): void {
    const { trace, ledger } = this.#ports;
    const before = ledger.begins(name);
    trace.note("asked", `${what} ${name}`);
    operation().then(
      () => {
        trace.note("accepted", `${what} ${name}`);
        if (ledger.begins(name) === before) trace.violate(`The ${what} of ${name} was acknowledged and is not stored.`);
      },
      (error: unknown) => {
        if (error instanceof ApiError) trace.note("refused", `${what} ${name}: ${error.message}`);
        else if (error instanceof StoreFault) trace.note("unanswered", `${what} ${name}`);
        else trace.violate(`The ${what} of ${name} failed: ${error instanceof Error ? error.stack : String(error)}`);
      },
    );
  }

  #scale(context: Context, endpoint: Endpoint): Promise<unknown> {
    const { chance } = this.#ports;
    const DesiredWeightsAndCapacities = Object.keys(endpoint.desired).map((VariantName) => ({
      VariantName,
      DesiredInstanceCount: chance.between(1, 5),
      DesiredWeight: chance.between(1, 3),
    }));
    return updateEndpointWeightsAndCapacities(context, { EndpointName: endpoint.name, DesiredWeightsAndCapacities }, caller);
  }

  /** Half of the updates are guarded by alarms, some of which may not be there. */
  #deployment(endpoint: string): { DeploymentConfig?: DeploymentConfig } {
    const { chance } = this.#ports;
    const DeploymentConfig = this.#policy();
    if (chance.happens(0.5)) return DeploymentConfig ? { DeploymentConfig } : {};
    const names = alarmNames(endpoint).filter(() => chance.happens(0.6));
    const AutoRollbackConfiguration = { Alarms: names.map((AlarmName) => ({ AlarmName })) };
    return { DeploymentConfig: { ...DeploymentConfig, AutoRollbackConfiguration } };
  }

  #policy(): DeploymentConfig | undefined {
    const { chance } = this.#ports;
    const WaitIntervalInSeconds = chance.delay(0, 60);
    const TerminationWaitInSeconds = chance.between(0, 20);
    const limit = chance.happens(0.2) ? { MaximumExecutionTimeoutInSeconds: chance.between(20, 120) } : {};
    const size = () =>
      chance.happens(0.5)
        ? ({ Type: "INSTANCE_COUNT", Value: chance.between(1, 2) } as const)
        : ({ Type: "CAPACITY_PERCENT", Value: chance.between(10, 50) } as const);
    const shifting = (TrafficRoutingConfiguration: { Type: "ALL_AT_ONCE" | "CANARY" | "LINEAR" }) => ({
      BlueGreenUpdatePolicy: {
        TrafficRoutingConfiguration: { ...TrafficRoutingConfiguration, WaitIntervalInSeconds },
        TerminationWaitInSeconds,
        ...limit,
      },
    });
    switch (chance.pick(["none", "all", "canary", "linear", "rolling", "rolling", "careful"] as const)) {
      case "none":
        return undefined;
      case "all":
        return shifting({ Type: "ALL_AT_ONCE" });
      case "canary":
        return shifting({ Type: "CANARY", ...{ CanarySize: size() } });
      case "linear":
        return shifting({ Type: "LINEAR", ...{ LinearStepSize: size() } });
      case "rolling":
        return { RollingUpdatePolicy: { MaximumBatchSize: size(), WaitIntervalInSeconds, ...limit } };
      case "careful":
        return { RollingUpdatePolicy: { MaximumBatchSize: size(), WaitIntervalInSeconds, RollbackMaximumBatchSize: size(), ...limit } };
    }
  }

  #addModel(image: string): void {
    const input = { ModelName: image, PrimaryContainer: { Image: image } };
    const document: ModelDocument = { name: image, arn: `arn:${image}`, createdMs: 0, input };
    this.#ports.documents.insert("api", {
      kind: "model",
      region: caller.region,
      name: image,
      status: "",
      createdMs: 0,
      modifiedMs: 0,
      document,
    });
  }

  #addConfig(name: string, image: string): void {
    const { chance, documents } = this.#ports;
    const variants = chance.happens(0.25) ? ["v", "w"] : ["v"];
    const ProductionVariants = variants.map((VariantName) => ({
      VariantName,
      ModelName: image,
      InstanceType: "ml.m5.large" as const,
      InitialInstanceCount: chance.delay(1, 5),
      InitialVariantWeight: chance.between(1, 3),
      ContainerStartupHealthCheckTimeoutInSeconds: 60,
      RoutingConfig: { RoutingStrategy: chance.pick(["RANDOM", "LEAST_OUTSTANDING_REQUESTS"] as const) },
    }));
    const input = { EndpointConfigName: name, ProductionVariants };
    const document: EndpointConfigDocument = { name, arn: `arn:${name}`, createdMs: 0, input };
    documents.insert("api", { kind: "endpoint-config", region: caller.region, name, status: "", createdMs: 0, modifiedMs: 0, document });
    this.#configs.push(name);
  }
}
