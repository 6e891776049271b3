/** Watches an endpoint until what was asked of it is done, and tells how far it is. */
import type { DescribeEndpointOutput } from "../api/gen/sagemaker.gen.ts";
import type { Clock } from "../lib/clock.ts";
import type { Client } from "./client.ts";
import { findEndpoint } from "./deployment.ts";
import type { Progress } from "./progress.ts";
import { UserError } from "./user-error.ts";

const pollMs = 100;

/** Resolves when the endpoint serves `configName`. Throws a UserError with the reason when it will not. */
export async function followDeployment(
  client: Client,
  name: string,
  configName: string,
  progress: Progress,
  clock: Clock,
): Promise<{ tookMs: number }> {
  const startedMs = clock.now();
  for (;;) {
    const seen = await findEndpoint(client, name);
    if (!seen || seen.EndpointStatus === "Deleting") throw new UserError(`Endpoint ${name} was deleted meanwhile.`);
    const { EndpointStatus: status, FailureReason: reason = "no reason is given" } = seen;
    if (status === "Failed") throw new UserError(`Endpoint ${name} has failed: ${reason}`);
    if (status === "InService" && seen.EndpointConfigName === configName) return { tookMs: clock.now() - startedMs };
    if (status === "InService") throw new UserError(`Endpoint ${name} could not be updated and serves what it did before: ${reason}`);
    progress.now(describe(seen));
    await clock.sleep(pollMs);
  }
}

/** Resolves when there is no such endpoint. */
export async function untilDeleted(client: Client, name: string, clock: Clock): Promise<void> {
  while (await findEndpoint(client, name)) await clock.sleep(pollMs);
}

function describe({ EndpointStatus, PendingDeploymentSummary, ProductionVariants = [] }: DescribeEndpointOutput): string {
  const variants = (PendingDeploymentSummary?.ProductionVariants ?? ProductionVariants).map(
    ({ VariantName, CurrentInstanceCount = 0, DesiredInstanceCount = 0 }) =>
      `${VariantName} ${CurrentInstanceCount} of ${DesiredInstanceCount}`,
  );
  return `${EndpointStatus}: ${variants.join(", ")}`;
}
