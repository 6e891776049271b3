/** An endpoint that is updated again and again, under one policy after the other, while processes of ours are made to die in the middle. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { type DeploymentConfig, DescribeEndpointCommand, UpdateEndpointCommand } from "@aws-sdk/client-sagemaker";
import type { GetRolloutOutput } from "../../src/api/rollout-shapes.ts";
import { signedHeaders } from "../../src/api/sigv4-sign.ts";
import { type Clients, clientsOf, createConfig, createEndpoint, createModel, variantOf } from "./deployment.ts";
import { type Arming, arm, hasFired } from "./failpoints.ts";
import { type StartOptions, startHostler, type TestHostler, temporaryFolder } from "./hostler.ts";
import { unrest, windowOf } from "./rest.ts";
import { until } from "./until.ts";

const alarm = "rollback";
const half = { Type: "CAPACITY_PERCENT", Value: 50 } as const;
const atOnce = { WaitIntervalInSeconds: 0 };

/** Every way to update an endpoint, in two steps where there are steps. The last one is brought back by an alarm in its second step. */
export const updatePolicies = {
  allAtOnce: { BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: "ALL_AT_ONCE", ...atOnce } } },
  canary: { BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: "CANARY", CanarySize: half, ...atOnce } } },
  linear: { BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: "LINEAR", LinearStepSize: half, ...atOnce } } },
  rolling: { RollingUpdatePolicy: { MaximumBatchSize: half, ...atOnce } },
  rollback: {
    RollingUpdatePolicy: { MaximumBatchSize: half, WaitIntervalInSeconds: 2 },
    AutoRollbackConfiguration: { Alarms: [{ AlarmName: alarm }] },
  },
} as const satisfies Readonly<Record<string, DeploymentConfig>>;

export type UpdatePolicy = keyof typeof updatePolicies;

/** The endpoint has one of these configurations and is updated to the other. */
const configs = ["e", "next"] as const;

export interface Begun {
  readonly before: string;
  readonly next: string;
  /** False when control died over the call, so that it is not known whether the update has begun. */
  readonly accepted: boolean;
  readonly fired: boolean;
}

export interface Converged {
  readonly config: string;
  /** Why the last update went back, when it did. */
  readonly reason: string | undefined;
}

export class CrashSite implements AsyncDisposable {
  readonly endpoint = configs[0];
  readonly instances = 2;
  readonly clients: Clients;
  readonly dataFolder: string;
  /** Where failpoints are armed. */
  readonly failpoints: string;
  readonly #options: StartOptions;
  readonly #routers: number;
  #hostler: TestHostler;
  /** Undefined while it is not known. */
  #alarm: "OK" | "ALARM" | undefined;
  #ringing = false;

  private constructor(hostler: TestHostler, options: StartOptions, routers: number) {
    this.#hostler = hostler;
    this.#options = options;
    this.#routers = routers;
    this.clients = clientsOf(hostler);
    this.dataFolder = hostler.dataFolder;
    this.failpoints = options.failpoints!;
  }

  static async start({ routers = 1 } = {}): Promise<CrashSite> {
    const dataFolder = temporaryFolder();
    const options = { dataFolder, failpoints: join(dataFolder, "failpoints"), args: ["--routers", String(routers)] };
    const site = new CrashSite(await startHostler(options), options, routers);
    await createModel(site.clients, "m");
    await createConfig(site.clients, configs[1], [variantOf("m", site.instances)]);
    await createEndpoint(site.clients, site.endpoint, [variantOf("m", site.instances)]);
    await site.#setAlarm("OK");
    return site;
  }

  get hostler(): TestHostler {
    return this.#hostler;
  }

  /**
   * Begins an update to the other configuration, and waits until the failpoint that is armed for it fires, or until the update is over
   * without that. Then `then` does what is to be done about it.
   */
  async update(policy: UpdatePolicy, at: Arming, then: () => Promise<void> = async () => undefined): Promise<Begun> {
    const { EndpointConfigName } = await this.clients.sagemaker.send(new DescribeEndpointCommand({ EndpointName: this.endpoint }));
    const next = configs.find((config) => config !== EndpointConfigName)!;
    if (this.#alarm !== "OK") await this.#setAlarm("OK");
    this.#ringing = policy === "rollback";
    arm(this.failpoints, at);
    let accepted: boolean | undefined;
    const input = { EndpointName: this.endpoint, EndpointConfigName: next, DeploymentConfig: updatePolicies[policy] };
    const asking = this.clients.sagemaker.send(new UpdateEndpointCommand(input)).then(
      () => {
        accepted = true;
      },
      (error: Error & { $metadata?: { httpStatusCode?: number } }) => {
        if (error.$metadata?.httpStatusCode !== 503) throw error;
        accepted = false; // control died over it
      },
    );
    const firesOrIsOver = async (): Promise<boolean> => {
      await this.#ring();
      return hasFired(this.failpoints, at) || (accepted === true && (await this.#unrest()).length === 0);
    };
    await until(`${at.point} fires or the update is over`, firesOrIsOver);
    const fired = hasFired(this.failpoints, at);
    if (fired) await then();
    await asking;
    return { before: EndpointConfigName!, next, accepted: accepted!, fired };
  }

  /** Waits until nothing is in progress and nothing too much or too little runs; fails with what is wrong after `seconds`. */
  async converged(seconds = 60): Promise<Converged> {
    let wrong: readonly string[] = [];
    const atRest = async (): Promise<boolean> => {
      await this.#ring();
      wrong = await this.#unrest();
      return wrong.length === 0;
    };
    await until("the endpoint is at rest", atRest, seconds).catch((error: Error) => {
      throw new Error(`${error.message} ${wrong.join("; ")}.`);
    });
    const found = await this.clients.sagemaker.send(new DescribeEndpointCommand({ EndpointName: this.endpoint }));
    return { config: found.EndpointConfigName!, reason: found.FailureReason };
  }

  /** The receipt of the latest change. */
  async receipt(): Promise<GetRolloutOutput> {
    return (await call(this.#hostler, "hostler", "Hostler.GetRollout", { EndpointName: this.endpoint })) as GetRolloutOutput;
  }

  /** Starts `hostler up` again after it was killed. */
  async upAgain(): Promise<void> {
    const { port } = this.#hostler;
    await this.#hostler.stop();
    const { args = [] } = this.#options;
    this.#hostler = await startHostler({ ...this.#options, args: [...args, "--port", String(port)] });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#hostler.stop();
    rmSync(this.dataFolder, { recursive: true, force: true });
  }

  #unrest(): Promise<string[]> {
    const { dataFolder, endpoint, instances } = this;
    return unrest(this.clients, { dataFolder, endpoint, instances, routers: this.#routers });
  }

  /** Lets the alarm go off once an update that shall go back has taken its second step; while control is away, another time. */
  async #ring(): Promise<void> {
    if (!this.#ringing || windowOf(this.dataFolder, "router-1", this.endpoint) !== "shift-2") return;
    const set = this.#setAlarm("ALARM").then(() => true);
    if (await set.catch(() => false)) this.#ringing = false;
  }

  /** Puts the alarm into a state that its next evaluations find right: nobody records its metric. */
  async #setAlarm(state: "OK" | "ALARM"): Promise<void> {
    this.#alarm = undefined;
    const rule = { Namespace: "Test", MetricName: "Never", Threshold: 1, Period: 10, EvaluationPeriods: 1, Statistic: "Sum" };
    const TreatMissingData = state === "OK" ? "notBreaching" : "breaching";
    const definition = { AlarmName: alarm, ComparisonOperator: "GreaterThanThreshold", TreatMissingData, ...rule };
    await call(this.#hostler, "monitoring", "GraniteServiceVersion20100801.PutMetricAlarm", definition);
    const input = { AlarmName: alarm, StateValue: state, StateReason: "nothing is recorded" };
    await call(this.#hostler, "monitoring", "GraniteServiceVersion20100801.SetAlarmState", input);
    this.#alarm = state;
  }
}

async function call({ url, client }: TestHostler, service: "hostler" | "monitoring", target: string, input: object): Promise<unknown> {
  const body = JSON.stringify(input);
  const type = service === "monitoring" ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1";
  const headers = { host: new URL(url).host, "x-amz-target": target, "content-type": type };
  const { accessKeyId, secretAccessKey: secret } = client.credentials;
  const signer = { accessKeyId, secret, region: client.region, service, nowMs: Date.now() };
  const signed = signedHeaders({ method: "POST", path: "/", query: "", headers }, Buffer.from(body), signer);
  const response = await fetch(url, { method: "POST", body, headers: signed });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${target}: ${text}`);
  return text === "" ? undefined : JSON.parse(text);
}
