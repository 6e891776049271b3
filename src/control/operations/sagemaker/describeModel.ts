import type { ContainerDefinition, DescribeModelInput, DescribeModelOutput } from "../../../api/gen/sagemaker.gen.ts";
import type { Principal } from "../../../api/wire.ts";
import type { Store } from "../../../store/store.ts";
import { apiErrors } from "../../api-errors.ts";
import { arnOf } from "../../arns.ts";
import type { ModelDocument } from "../../resources.ts";

/** Shows a model as it was created, with `Mode` filled in. */
export async function describeModel(
  ctx: { store: Pick<Store, "documents"> },
  input: DescribeModelInput,
  caller: Principal,
): Promise<DescribeModelOutput> {
  const row = await ctx.store.documents.find<ModelDocument>("model", caller.region, input.ModelName);
  if (!row) throw apiErrors.notFound("model", arnOf(caller, "model", input.ModelName));
  const { name, arn, createdMs, input: created } = row.document;
  const { PrimaryContainer, Containers, InferenceExecutionConfig, ExecutionRoleArn, VpcConfig, EnableNetworkIsolation } = created;
  return {
    ModelName: name,
    ModelArn: arn,
    CreationTime: new Date(createdMs),
    ...(PrimaryContainer && { PrimaryContainer: withMode(PrimaryContainer) }),
    ...(Containers?.length && { Containers: Containers.map(withMode) }),
    ...(InferenceExecutionConfig && { InferenceExecutionConfig }),
    ...(ExecutionRoleArn !== undefined && { ExecutionRoleArn }),
    ...(VpcConfig && { VpcConfig }),
    EnableNetworkIsolation: EnableNetworkIsolation ?? false,
  };
}

const withMode = (container: ContainerDefinition): ContainerDefinition => ({ ...container, Mode: container.Mode ?? "SingleModel" });
