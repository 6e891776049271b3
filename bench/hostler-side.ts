/** The Hostler of a benchmark: a server on a free port with a folder of its own, and what the benchmark asks of it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  AddTagsCommand,
  type ContainerDefinition,
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DeleteEndpointCommand,
  type DeploymentConfig,
  DescribeEndpointCommand,
  type ProductionVariant,
  SageMakerClient,
  UpdateEndpointCommand,
} from "@aws-sdk/client-sagemaker";
import { markedProcesses } from "../src/agent/orphans.ts";
import type { GetStatusOutput, InflictFaultInput } from "../src/api/hostler-service.ts";
import type { GetRolloutOutput } from "../src/api/rollout-shapes.ts";
import { signedHeaders } from "../src/api/sigv4-sign.ts";
import { type Credentials, readCredentials } from "../src/config/credentials.ts";
import { pathsOf } from "../src/config/paths.ts";
import { exchangeOnce, postBytes } from "./load.ts";

const root = resolve(import.meta.dirname, "..");
const region = "us-east-1";
const xgboostImage = "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:3.0-5";

export class HostlerSide implements AsyncDisposable {
  readonly port: number;
  readonly #process: ChildProcess;
  readonly #dir: string;
  readonly #credentials: Credentials;
  readonly #sagemaker: SageMakerClient;

  private constructor(child: ChildProcess, dir: string, url: string) {
    this.#process = child;
    this.#dir = dir;
    this.port = Number(new URL(url).port);
    const credentials = readCredentials(pathsOf(dir).credentials);
    if (!credentials) throw new Error("Hostler made no access key.");
    this.#credentials = credentials;
    this.#sagemaker = new SageMakerClient({ endpoint: url, region, credentials });
  }

  /** Starts a server and puts one model into it, from an archive; `flags` are further ones of `hostler up`. */
  static async start(archive: Buffer, flags: readonly string[] = []): Promise<HostlerSide> {
    const side = await HostlerSide.open(flags);
    await side.addModel(archive);
    return side;
  }

  /** Starts a server with one model, which is a server of its own; its `JOURNAL_DIR` is the server's folder. */
  static async startWith(command: string, environment: Readonly<Record<string, string>>): Promise<HostlerSide> {
    const side = await HostlerSide.open();
    await side.#call("hostler", "Hostler.PutImage", { Name: "own", Command: command });
    await side.#createModel({ Image: "own", Environment: { ...environment, JOURNAL_DIR: side.folder } });
    return side;
  }

  /** Starts a server without a model. */
  static async open(flags: readonly string[] = []): Promise<HostlerSide> {
    const dir = mkdtempSync(join(tmpdir(), "hostler-bench-"));
    const args = ["--disable-warning=ExperimentalWarning", join(root, "src/main.ts"), "up", "--port", "0", "--data", dir, ...flags];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
    for await (const line of createInterface(child.stdout)) {
      const url = /^hostler is ready at (\S+)$/.exec(line)?.[1];
      if (!url) continue;
      return new HostlerSide(child, dir, url);
    }
    throw new Error(`Hostler did not start; see ${dir}/logs.`);
  }

  get folder(): string {
    return this.#dir;
  }

  /** What runs. */
  async status(): Promise<GetStatusOutput> {
    return (await this.#call("hostler", "Hostler.GetStatus", {})) as GetStatusOutput;
  }

  async inflict(fault: InflictFaultInput): Promise<void> {
    await this.#call("hostler", "Hostler.InflictFault", fault);
  }

  /** Whether a request of the endpoint that broke off may be sent again. */
  async setIdempotent(endpoint: string, value: boolean): Promise<void> {
    const ResourceArn = `arn:aws:sagemaker:${region}:000000000000:endpoint/${endpoint}`;
    const Tags = [{ Key: "hostler:idempotent-invocations", Value: String(value) }];
    await this.#sagemaker.send(new AddTagsCommand({ ResourceArn, Tags }));
  }

  /** All its processes. */
  pids(): number[] {
    return [this.#process.pid!, ...markedProcesses(this.#dir)];
  }

  async createConfig(name: string, instances: number, more: Partial<ProductionVariant> = {}): Promise<void> {
    const variant = {
      VariantName: "AllTraffic",
      ModelName: "model",
      InstanceType: "ml.m5.large",
      InitialInstanceCount: instances,
      ...more,
    } as const;
    await this.#sagemaker.send(new CreateEndpointConfigCommand({ EndpointConfigName: name, ProductionVariants: [variant] }));
  }

  async createEndpoint(name: string, config: string): Promise<void> {
    await this.#sagemaker.send(new CreateEndpointCommand({ EndpointName: name, EndpointConfigName: config }));
  }

  async updateEndpoint(name: string, config: string, DeploymentConfig?: DeploymentConfig): Promise<void> {
    await this.#sagemaker.send(new UpdateEndpointCommand({ EndpointName: name, EndpointConfigName: config, DeploymentConfig }));
  }

  /** Resolves when an update watches a step of its traffic shift. */
  async baking(name: string): Promise<void> {
    for (;;) {
      const { PendingDeploymentSummary, EndpointStatus } = await this.#sagemaker.send(new DescribeEndpointCommand({ EndpointName: name }));
      if (PendingDeploymentSummary?.ProductionVariants?.[0]?.VariantStatus?.[0]?.Status === "Baking") return;
      if (EndpointStatus !== "Updating") throw new Error(`The endpoint is ${EndpointStatus}, and nothing has baked.`);
      await new Promise((later) => setTimeout(later, 20));
    }
  }

  /** An alarm on a metric that nobody records: it goes off when it is told to. */
  async putAlarm(name: string): Promise<void> {
    const rule = { ComparisonOperator: "GreaterThanThreshold", Threshold: 1, Period: 60, EvaluationPeriods: 1, Statistic: "Sum" };
    await this.#call("monitoring", "GraniteServiceVersion20100801.PutMetricAlarm", {
      AlarmName: name,
      Namespace: "Bench",
      MetricName: "Never",
      ...rule,
    });
  }

  async setAlarm(name: string, state: "ALARM" | "OK"): Promise<void> {
    const input = { AlarmName: name, StateValue: state, StateReason: "the benchmark says so" };
    await this.#call("monitoring", "GraniteServiceVersion20100801.SetAlarmState", input);
  }

  /** What happened to requests during the latest change. */
  async receipt(endpoint: string): Promise<GetRolloutOutput> {
    return (await this.#call("hostler", "Hostler.GetRollout", { EndpointName: endpoint })) as GetRolloutOutput;
  }

  async #call(service: string, target: string, input: object): Promise<unknown> {
    const body = Buffer.from(JSON.stringify(input));
    const type = service === "monitoring" ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1";
    const headers = { host: `127.0.0.1:${this.port}`, "content-type": type, "x-amz-target": target };
    const signer = { ...this.#credentials, secret: this.#credentials.secretAccessKey, region, service, nowMs: Date.now() };
    const signed = signedHeaders({ method: "POST", path: "/", query: "", headers }, body, signer);
    const answer = await exchangeOnce({ host: "127.0.0.1", port: this.port }, postBytes("/", signed, body));
    if (answer.status !== 200) throw new Error(`${target}: ${answer.body.toString()}`);
    return answer.body.length > 0 ? JSON.parse(answer.body.toString()) : undefined;
  }

  /** Resolves when the endpoint is `InService`, looking every 5 ms. */
  async inService(name: string): Promise<void> {
    for (;;) {
      const { EndpointStatus, FailureReason } = await this.#sagemaker.send(new DescribeEndpointCommand({ EndpointName: name }));
      if (EndpointStatus === "InService") return;
      if (EndpointStatus === "Failed") throw new Error(FailureReason);
      await new Promise((later) => setTimeout(later, 5));
    }
  }

  async deleteEndpoint(name: string): Promise<void> {
    await this.#sagemaker.send(new DeleteEndpointCommand({ EndpointName: name }));
    for (;;) {
      const gone = await this.#sagemaker.send(new DescribeEndpointCommand({ EndpointName: name })).then(
        () => false,
        () => true,
      );
      if (gone) return;
      await new Promise((later) => setTimeout(later, 20));
    }
  }

  /** Signed invocations of an endpoint, good for a quarter of an hour. */
  invocations(endpoint: string, bodies: readonly Buffer[], contentType = "text/csv"): Buffer[] {
    const path = `/endpoints/${endpoint}/invocations`;
    const signer = { ...this.#credentials, secret: this.#credentials.secretAccessKey, region, service: "sagemaker", nowMs: Date.now() };
    return bodies.map((body) => {
      const request = { method: "POST", path, query: "", headers: { host: `127.0.0.1:${this.port}`, "content-type": contentType } };
      return postBytes(path, signedHeaders(request, body, signer), body);
    });
  }

  /** Invocations as a server that runs with `--no-auth` gets them. */
  unsignedInvocations(endpoint: string, bodies: readonly Buffer[], contentType = "text/csv"): Buffer[] {
    const headers = { host: `127.0.0.1:${this.port}`, "content-type": contentType };
    return bodies.map((body) => postBytes(`/endpoints/${endpoint}/invocations`, headers, body));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#sagemaker.destroy();
    this.#process.kill("SIGTERM");
    if (this.#process.exitCode === null) await once(this.#process, "exit");
    rmSync(this.#dir, { recursive: true, force: true });
  }

  /** Puts an archive into the server's own object store and makes a model of it. */
  async addModel(archive: Buffer, { name, image, environment = {} }: AddedModel = { name: "model", image: xgboostImage }): Promise<void> {
    const endpoint = `http://127.0.0.1:${this.port}`;
    const s3 = new S3Client({ endpoint, region, credentials: this.#credentials, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: name }));
    await s3.send(new PutObjectCommand({ Bucket: name, Key: "model.tar.gz", Body: archive }));
    s3.destroy();
    await this.#createModel({ Image: image, ModelDataUrl: `s3://${name}/model.tar.gz`, Environment: { ...environment } }, name);
  }

  async #createModel(PrimaryContainer: ContainerDefinition, ModelName = "model"): Promise<void> {
    const ExecutionRoleArn = "arn:aws:iam::000000000000:role/bench";
    await this.#sagemaker.send(new CreateModelCommand({ ModelName, ExecutionRoleArn, PrimaryContainer }));
  }
}

interface AddedModel {
  readonly name: string;
  readonly image: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** The archive and held-out rows of a fixture. */
export function fixture(name: string): { archive: Buffer; archivePath: string; rows: Buffer[] } {
  const dir = join(root, "fixtures/xgboost", name);
  const rows = readFileSync(join(dir, "rows.csv"), "utf8").trim().split("\n");
  const archivePath = join(dir, "model.tar.gz");
  return { archive: readFileSync(archivePath), archivePath, rows: rows.map((row) => Buffer.from(row)) };
}
