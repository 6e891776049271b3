/** InvokeEndpoint: chooses variant and instance, forwards what the container contract lets through, and gives back the model's answer. */
import type { InvokeEndpointInput, InvokeEndpointOutput } from "../api/gen/sagemaker-runtime.gen.ts";
import type { Call } from "../api/handlers.ts";
import { afterFailure, usable } from "../core/passive-health.ts";
import { afterRetry } from "../core/retry-budget.ts";
import { pickWarming } from "../core/slow-start.ts";
import { pickInstance, pickVariant } from "../core/traffic-split.ts";
import type { Clock, Stopwatch } from "../lib/clock.ts";
import type { Rng } from "../lib/rng.ts";
import { limits } from "../limits.ts";
import { type Departure, LinkError, type LinkResponse, type LinkTrouble } from "../link/instance-link.ts";
import { type ContainerHead, containerHead } from "./container-request.ts";
import type { InvocationCounter } from "./invocation-ledger.ts";
import type { LiveEndpoint, LiveInstance, LiveRoutes, LiveVariant } from "./live-routes.ts";
import { type InvokedEndpoint, runtimeErrors } from "./runtime-errors.ts";

export interface RouterContext {
  readonly routes: LiveRoutes;
  readonly rng: Rng;
  readonly clock: Clock;
  readonly stopwatch: Stopwatch;
}

const trusted = { failures: 0, untilMs: 0 };

/** A client that leaves and an answer that is too large say nothing about the instance. */
const blames = (trouble: LinkTrouble): boolean => trouble === "not-sent" || trouble === "broken" || trouble === "timeout";

/** Instances tried when one refuses the connection, or breaks off a request that may be sent again. */
const attempts = 3;

/** One invocation whose caller is known and whose members are good, by whichever lane of the front door it came. */
export interface Invocation {
  readonly invoked: InvokedEndpoint;
  readonly targetVariant: string | undefined;
  readonly head: ContainerHead;
  readonly body: Buffer;
  readonly client: Departure;
  /** When it came, by the router's stopwatch. */
  readonly receivedUs: number;
}

/** What the client is given of a model's answer. */
export interface ModelAnswer {
  readonly variant: string;
  readonly contentType: string;
  readonly customAttributes: string | undefined;
  readonly body: Buffer;
}

/** Answers an authenticated invocation. Throws the errors of SageMaker Runtime. */
export async function invokeEndpoint(ctx: RouterContext, call: Call<InvokeEndpointInput>): Promise<InvokeEndpointOutput> {
  const { input, principal, receivedUs, signal: client } = call;
  const invoked = { name: input.EndpointName, region: principal.region, accountId: principal.accountId };
  const endpoint = endpointOf(ctx, invoked);
  const head = containerHead(input, invoked);
  const body = Buffer.from(input.Body.buffer, input.Body.byteOffset, input.Body.byteLength);
  const answer = await invoke(ctx, endpoint, { invoked, targetVariant: input.TargetVariant, head, body, client, receivedUs });
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

/** Chooses who answers, and gives back the answer if it is a good one. Throws the errors of SageMaker Runtime. */
export async function invoke(ctx: RouterContext, endpoint: LiveEndpoint, invocation: Invocation): Promise<ModelAnswer> {
  const { invoked } = invocation;
  const variant = chooseVariant(endpoint, invocation.targetVariant, invoked);
  endpoint.sent.requests++;
  const answer = await send(ctx, variant, invocation);
  if (answer.status < 200 || answer.status > 299) throw runtimeErrors.modelError(invoked, answer.status, answer.body);
  return toClient(answer, variant.name);
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

/** By the shares of the fleets first; a fleet with nobody left to try does not keep a request from the other. */
function chooseInstance(
  { fleets, routing }: LiveVariant,
  drawFleet: () => number,
  { rng, clock }: RouterContext,
  tried: ReadonlySet<LiveInstance>,
): LiveInstance | undefined {
  const now = clock.now();
  // Suspects only when nobody else is left.
  const choose = (instances: readonly LiveInstance[], warmAtMs: number): LiveInstance | undefined => {
    const pool = usable(instances, now);
    if (now < warmAtMs) return pickWarming(pool, routing, now, rng.draw, tried) ?? pickWarming(instances, routing, now, rng.draw, tried);
    return pickInstance(pool, routing, rng.draw(), tried) ?? pickInstance(instances, routing, rng.draw(), tried);
  };
  const chosen = fleets.length > 1 ? pickVariant(fleets, drawFleet()) : fleets[0];
  const instance = chosen && choose(chosen.instances, chosen.warmAtMs);
  if (instance || fleets.length === 1) return instance;
  const others = fleets.filter((fleet) => fleet !== chosen);
  return choose(
    others.flatMap(({ instances }) => instances),
    0,
  );
}

async function send(ctx: RouterContext, chosen: LiveVariant, invocation: Invocation): Promise<LinkResponse> {
  const { invoked, head, body, client: signal, receivedUs } = invocation;
  const { name: variantName } = chosen;
  let { unserved } = chosen;
  const tried = new Set<LiveInstance>();
  const startedUs = ctx.stopwatch();
  /** The model may have seen the request, and there is no answer. */
  let broken: InvocationCounter | undefined;
  for (let attempt = 0; attempt < attempts; attempt++) {
    // Looked up anew each time: the table may have changed while we found out that an instance is gone.
    const endpoint = ctx.routes.find(invoked.region, invoked.name);
    if (broken && !endpoint?.idempotent) break;
    const variant = endpoint?.variants.find(({ name }) => name === variantName);
    const instance = endpoint && variant && chooseInstance(variant, endpoint.drawFleet, ctx, tried);
    if (variant) ({ unserved } = variant);
    if (!instance) break;
    const { counter } = instance;
    if (instance.inFlight >= limits.inFlightPerInstance) {
      if (broken) break;
      counter.refused();
      throw runtimeErrors.throttled(limits.inFlightPerInstance);
    }
    if (broken) {
      if (!spendRetry(endpoint.sent, ctx.clock.now())) break;
      broken.retried();
      broken = undefined;
    }
    using _request = ctx.routes.enter(instance);
    const sentUs = ctx.stopwatch();
    try {
      const timeoutMs = limits.invocationMs - (sentUs - startedUs) / 1000; // for all attempts together
      const request = { ...head, body, signal, timeoutMs, maxResponseBytes: limits.invocationBodyBytes };
      const answer = await instance.link.invoke(request);
      const nowUs = ctx.stopwatch();
      counter.answered(answer.status, nowUs - sentUs, nowUs - receivedUs);
      if (instance.suspicion.failures > 0) instance.suspicion = trusted;
      return answer;
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      if (blames(error.trouble)) instance.suspicion = afterFailure(instance.suspicion, ctx.clock.now());
      if (error.trouble === "gone") counter.abandoned();
      else if (error.trouble === "broken") broken = counter;
      else if (error.trouble !== "not-sent") counter.broken();
      if (error.trouble === "timeout") throw runtimeErrors.timedOut(invoked);
      if (error.trouble === "too-large") throw runtimeErrors.tooLargeAnswer(invoked);
      if (error.trouble === "gone") throw runtimeErrors.noAnswer(invoked);
      tried.add(instance);
    }
  }
  if (broken) {
    broken.broken();
    throw runtimeErrors.noAnswer(invoked);
  }
  unserved.refused();
  throw runtimeErrors.noHealthyInstance(variantName, invoked);
}

/** Takes a retry from the endpoint's budget; false when none is left. */
function spendRetry(sent: LiveEndpoint["sent"], now: number): boolean {
  const left = afterRetry(sent.retries, sent.requests, now);
  if (left) sent.retries = left;
  return left !== undefined;
}

/** Of the model's headers only these reach the client (AWS), and only when they are fit to be sent. */
function toClient({ contentType, customAttributes, body }: LinkResponse, variant: string): ModelAnswer {
  return {
    variant,
    contentType: contentType !== undefined && fit.test(contentType) ? contentType : "application/octet-stream",
    customAttributes: customAttributes !== undefined && fit.test(customAttributes) ? customAttributes : undefined,
    body,
  };
}

/** What HTTP lets stand in the value of a header. */
const fit = /^[\t\x20-\x7e\x80-\xff]*$/;
