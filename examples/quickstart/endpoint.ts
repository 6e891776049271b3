/** The endpoint of the quickstart: made on the first run, found again on the next, put right when somebody has played with it. */

import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DeleteEndpointCommand,
  DescribeEndpointCommand,
  type DescribeEndpointOutput,
  SageMakerClient,
  UpdateEndpointCommand,
} from "@aws-sdk/client-sagemaker";
import type { Hostler } from "./hostler.ts";

export const endpointName = "breast-cancer";
export const bucket = "hostler-quickstart";
const configName = "breast-cancer-95-5";
/** The image that these models name at AWS; here it chooses Hostler's own XGBoost server. */
const image = "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1";

export interface Variant {
  readonly name: string;
  readonly weight: number;
  readonly instances: number;
  readonly archive: string;
  readonly about: string;
}

export const variants: readonly Variant[] = [
  {
    name: "champion",
    weight: 0.95,
    instances: 3,
    archive: "fixtures/xgboost/breast-cancer/model.tar.gz",
    about: "100 trees, trained with XGBoost 3.0",
  },
  {
    name: "challenger",
    weight: 0.05,
    instances: 2,
    archive: "fixtures/xgboost/breast-cancer-challenger/model.tar.gz",
    about: "40 deeper trees, trained with XGBoost 1.7",
  },
];

export const archiveKey = (variant: string): string => `${variant}/model.tar.gz`;
const modelName = (variant: string): string => `breast-cancer-${variant}`;

type Progress = (text: string) => void;

export async function ensureEndpoint(hostler: Hostler, progress: Progress): Promise<{ result: undefined; told: string }> {
  const sagemaker = new SageMakerClient(hostler.client());
  await ensureModels(sagemaker, hostler.accountId);
  await ensureConfig(sagemaker);
  let seen = await settled(sagemaker, progress);
  const names = { EndpointName: endpointName, EndpointConfigName: configName };
  if (seen?.EndpointStatus === "Failed") {
    await sagemaker.send(new DeleteEndpointCommand({ EndpointName: endpointName }));
    await settled(sagemaker, progress);
    seen = undefined;
  }
  if (!seen) await sagemaker.send(new CreateEndpointCommand(names));
  else if (!isAsWanted(seen)) await sagemaker.send(new UpdateEndpointCommand(names));
  const last = await settled(sagemaker, progress, true);
  sagemaker.destroy();
  if (last?.EndpointStatus !== "InService") throw new Error(`Endpoint ${endpointName} failed: ${last?.FailureReason ?? "it is gone"}`);
  return {
    result: undefined,
    told: last.ProductionVariants!.map((each) => `${each.VariantName} × ${each.CurrentInstanceCount}`).join(", "),
  };
}

async function ensureModels(sagemaker: SageMakerClient, accountId: string): Promise<void> {
  for (const { name } of variants) {
    const command = new CreateModelCommand({
      ModelName: modelName(name),
      ExecutionRoleArn: `arn:aws:iam::${accountId}:role/quickstart`,
      PrimaryContainer: { Image: image, ModelDataUrl: `s3://${bucket}/${archiveKey(name)}` },
    });
    await unlessThere(sagemaker.send(command));
  }
}

async function ensureConfig(sagemaker: SageMakerClient): Promise<void> {
  const command = new CreateEndpointConfigCommand({
    EndpointConfigName: configName,
    ProductionVariants: variants.map(({ name, weight, instances }) => ({
      VariantName: name,
      ModelName: modelName(name),
      InstanceType: "ml.m5.large",
      InitialInstanceCount: instances,
      InitialVariantWeight: weight,
    })),
  });
  await unlessThere(sagemaker.send(command));
}

/** Made by an earlier run: just as good. */
async function unlessThere(creation: Promise<unknown>): Promise<void> {
  await creation.catch((error: Error) => {
    if (!/already exist/.test(error.message)) throw error;
  });
}

/** The endpoint once it is not on its way to anything; undefined when there is none. `healthy` also waits for all its instances. */
async function settled(sagemaker: SageMakerClient, progress: Progress, healthy = false): Promise<DescribeEndpointOutput | undefined> {
  for (;;) {
    const seen = await describe(sagemaker);
    if (!seen) return undefined;
    const shown = seen.PendingDeploymentSummary?.ProductionVariants ?? seen.ProductionVariants ?? [];
    const status = seen.EndpointStatus ?? "";
    const complete = shown.every(({ CurrentInstanceCount = 0, DesiredInstanceCount = 0 }) => CurrentInstanceCount >= DesiredInstanceCount);
    if (status === "Failed" || (status === "InService" && (complete || !healthy))) return seen;
    const counts = shown.map((each) => `${each.VariantName} ${each.CurrentInstanceCount ?? 0} of ${each.DesiredInstanceCount ?? 0}`);
    progress(`${status}: ${counts.join(", ")}`);
    await sleep(100);
  }
}

async function describe(sagemaker: SageMakerClient): Promise<DescribeEndpointOutput | undefined> {
  try {
    return await sagemaker.send(new DescribeEndpointCommand({ EndpointName: endpointName }));
  } catch (error) {
    if (/Could not find/.test((error as Error).message)) return undefined;
    throw error;
  }
}

function isAsWanted(seen: DescribeEndpointOutput): boolean {
  return (
    seen.EndpointConfigName === configName &&
    variants.every(({ name, weight, instances }) => {
      const now = seen.ProductionVariants?.find(({ VariantName }) => VariantName === name);
      return now?.DesiredInstanceCount === instances && Math.abs((now.DesiredWeight ?? 0) - weight) < 1e-6;
    })
  );
}
