/** InvokeEndpoint: finds the endpoint, chooses the variant, forwards what the container contract lets through, and gives back the answer. */
import type { InvokeEndpointInput, InvokeEndpointOutput } from "../api/gen/sagemaker-runtime.gen.ts";
import type { Call } from "../api/handlers.ts";
import { pickVariant } from "../core/traffic-split.ts";
import { Attempts } from "./attempts.ts";
import { clientWaitsMs } from "./client-deadline.ts";
import { containerHead } from "./container-request.ts";
import type { Caller, Invocation, ModelAnswer, RouterContext } from "./invocation.ts";
import type { LiveEndpoint, LiveVariant } from "./live-routes.ts";
import { type InvokedEndpoint, runtimeErrors } from "./runtime-errors.ts";

/** Answers an authenticated invocation. Throws the errors of SageMaker Runtime. */
export async function invokeEndpoint(ctx: RouterContext, call: Call<InvokeEndpointInput>): Promise<InvokeEndpointOutput> {
  const { input, principal, receivedUs, signal: client } = call;
  const invoked = { name: input.EndpointName, region: principal.region, accountId: principal.accountId };
  const endpoint = endpointOf(ctx, invoked);
  const head = containerHead(input, invoked);
  const body = Buffer.from(input.Body.buffer, input.Body.byteOffset, input.Body.byteLength);
  const nowMs = ctx.clock.now();
  const waitsMs = clientWaitsMs(call.headers["amz-sdk-request"], nowMs);
  const { TargetVariant: targetVariant } = input;
  const invocation = { invoked, targetVariant, head, body, client, clientWaitsMs: waitsMs, receivedUs, nowMs };
  const answer = await new Promise<ModelAnswer>((answered, failed) => invoke(ctx, endpoint, invocation, { answered, failed }));
  return {
    Body: answer.body,
    ContentType: answer.contentType,
    InvokedProductionVariant: answer.variant,
    ...(answer.customAttributes !== undefined && { CustomAttributes: answer.customAttributes }),
  };
}

/** The endpoint, if there is one and it takes invocations. */
export function endpointOf(ctx: RouterContext, invoked: InvokedEndpoint): LiveEndpoint {
  const endpoint = ctx.routes.find(invoked.region, invoked.name);
  if (!endpoint) throw runtimeErrors.endpointNotFound(invoked);
  if (endpoint.variants.length === 0) throw runtimeErrors.endpointNotInService(invoked, endpoint.status);
  return endpoint;
}

/** Chooses who answers, and tells the caller, maybe at once. Throws the errors of SageMaker Runtime when there is nobody to choose. */
export function invoke(ctx: RouterContext, endpoint: LiveEndpoint, invocation: Invocation, caller: Caller): void {
  const variant = chooseVariant(endpoint, invocation.targetVariant, invocation.invoked);
  endpoint.sent.requests++;
  new Attempts(ctx, endpoint, variant, invocation, caller).next();
}

function chooseVariant(endpoint: LiveEndpoint, target: string | undefined, invoked: InvokedEndpoint): LiveVariant {
  if (target !== undefined) {
    const named = endpoint.variants.find(({ name }) => name === target);
    if (!named) throw runtimeErrors.variantNotFound(target, invoked);
    return named;
  }
  const variant = pickVariant(endpoint.variants, endpoint.draw());
  if (!variant) throw runtimeErrors.noTraffic(invoked);
  return variant;
}
