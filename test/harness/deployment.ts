/** What failure tests put on a Hostler: genuine models behind an endpoint, seen through the stock JavaScript clients. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DescribeEndpointCommand,
  type DescribeEndpointCommandOutput,
  type ProductionVariant,
  SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { InvokeEndpointCommand, SageMakerRuntimeClient } from "@aws-sdk/client-sagemaker-runtime";
import type { TestHostler } from "./hostler.ts";
import { until } from "./until.ts";

const fixtures = resolve(import.meta.dirname, "../../fixtures");

export const fixture = (path: string): Buffer => readFileSync(join(fixtures, path));

/** Held-out rows of the breast-cancer models, one CSV line each. */
export const breastCancerRows: readonly string[] = fixture("xgboost/breast-cancer/rows.csv").toString("utf8").trim().split("\n");

export interface Clients {
  readonly s3: S3Client;
  readonly sagemaker: SageMakerClient;
  readonly runtime: SageMakerRuntimeClient;
}

/** Clients that never try anything twice, so that nothing lost can hide. */
export function clientsOf(hostler: Pick<TestHostler, "client">): Clients {
  return {
    s3: new S3Client(hostler.client),
    sagemaker: new SageMakerClient(hostler.client),
    runtime: new SageMakerRuntimeClient(hostler.client),
  };
}

/** Uploads an archive and makes a model of it. */
export async function createModel(
  { s3, sagemaker }: Clients,
  name: string,
  {
    archive = fixture("xgboost/breast-cancer/model.tar.gz"),
    image = "sagemaker-xgboost:3.0-5",
    environment = {} as Record<string, string>,
  } = {},
): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket: "models" }));
  await s3.send(new PutObjectCommand({ Bucket: "models", Key: `${name}.tar.gz`, Body: archive }));
  await sagemaker.send(
    new CreateModelCommand({
      ModelName: name,
      ExecutionRoleArn: "arn:aws:iam::000000000000:role/test",
      PrimaryContainer: { Image: image, ModelDataUrl: `s3://models/${name}.tar.gz`, Environment: environment },
    }),
  );
}

export const variantOf = (ModelName: string, InitialInstanceCount: number, change: Partial<ProductionVariant> = {}): ProductionVariant => ({
  VariantName: "AllTraffic",
  ModelName,
  InstanceType: "ml.m5.large",
  InitialInstanceCount,
  ...change,
});

export async function createConfig({ sagemaker }: Clients, name: string, variants: ProductionVariant[]): Promise<void> {
  await sagemaker.send(new CreateEndpointConfigCommand({ EndpointConfigName: name, ProductionVariants: variants }));
}

/** Creates an endpoint of one configuration of the same name and waits until it is settled. */
export async function createEndpoint(
  clients: Clients,
  name: string,
  variants: ProductionVariant[],
): Promise<DescribeEndpointCommandOutput> {
  await createConfig(clients, name, variants);
  await clients.sagemaker.send(new CreateEndpointCommand({ EndpointName: name, EndpointConfigName: name }));
  return settled(clients, name);
}

/** Waits until no change is in progress. */
export async function settled({ sagemaker }: Clients, name: string): Promise<DescribeEndpointCommandOutput> {
  return until(`${name} is settled`, async () => {
    const endpoint = await sagemaker.send(new DescribeEndpointCommand({ EndpointName: name })).catch(unlessServiceUnavailable);
    return endpoint && ["InService", "Failed"].includes(endpoint.EndpointStatus ?? "") ? endpoint : undefined;
  });
}

/** While control is being restarted, looking again is fine; any other error is not. */
function unlessServiceUnavailable(error: unknown): undefined {
  if ((error as { name?: string }).name !== "ServiceUnavailable" && (error as { code?: string }).code !== "ECONNRESET") throw error;
}

export async function invoke({ runtime }: Clients, endpoint: string, body: string, change = {}): Promise<string> {
  const answer = await runtime.send(
    new InvokeEndpointCommand({ EndpointName: endpoint, ContentType: "text/csv", Body: Buffer.from(body), ...change }),
  );
  return Buffer.from(answer.Body ?? []).toString("utf8");
}
