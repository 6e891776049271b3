/** InvokeEndpoint: chooses variant and instance, forwards what the container contract lets through, and gives back the model's answer. */
import type { InvokeEndpointInput, InvokeEndpointOutput } from "../api/gen/sagemaker-runtime.gen.ts";
import type { Call } from "../api/handlers.ts";
import type { ApiError } from "../api/wire.ts";
import { afterFailure, usable } from "../core/passive-health.ts";
import { afterRetry } from "../core/retry-budget.ts";
import { pickWarming } from "../core/slow-start.ts";
import { pickInstance, pickVariant } from "../core/traffic-split.ts";
import type { Clock, Stopwatch } from "../lib/clock.ts";
import type { Rng } from "../lib/rng.ts";
import { limits } from "../limits.ts";
import { type Departure, LinkError, type LinkRequest, type LinkResponse, type LinkTrouble } from "../link/instance-link.ts";
import type { Admitted, Turned } from "./admission-queue.ts";
import { clientWaitsMs } from "./client-deadline.ts";
import { type ContainerHead, containerHead } from "./container-request.ts";
import type { InvocationCounter } from "./invocation-ledger.ts";
import type { LiveEndpoint, LiveFleet, LiveInstance, LiveRoutes, LiveVariant } from "./live-routes.ts";
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
  /** How long the client waits, if it says it and that is less than a model has. */
  readonly clientWaitsMs: number | undefined;
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
  const waitsMs = clientWaitsMs(call.headers["amz-sdk-request"], ctx.clock.now());
  const { TargetVariant: targetVariant } = input;
  const answer = await invoke(ctx, endpoint, { invoked, targetVariant, head, body, client, clientWaitsMs: waitsMs, receivedUs });
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
export function invoke(ctx: RouterContext, endpoint: LiveEndpoint, invocation: Invocation): Promise<ModelAnswer> {
  const variant = chooseVariant(endpoint, invocation.targetVariant, invocation.invoked);
  endpoint.sent.requests++;
  return send(ctx, endpoint, variant, invocation);
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

type Tried = ReadonlySet<LiveInstance> | undefined;

/** By the shares of the fleets first; a fleet with nobody left to try does not keep a request from the other. */
function chooseInstance(ctx: RouterContext, { drawFleet }: LiveEndpoint, variant: LiveVariant, tried: Tried): LiveInstance | undefined {
  const { fleets, routing } = variant;
  const now = ctx.clock.now();
  const chosen = fleets.length > 1 ? pickVariant(fleets, drawFleet()) : fleets[0];
  const instance = chosen && chooseAmong(ctx, chosen, routing, now, tried);
  if (instance || fleets.length === 1) return instance;
  const others = fleets.filter((fleet) => fleet !== chosen).flatMap(({ instances }) => instances);
  return chooseAmong(ctx, { instances: others, warmAtMs: 0 }, routing, now, tried);
}

/** Suspects only when nobody else is left. */
function chooseAmong(
  { rng }: RouterContext,
  { instances, warmAtMs }: Pick<LiveFleet, "instances" | "warmAtMs">,
  routing: LiveVariant["routing"],
  now: number,
  tried: Tried,
): LiveInstance | undefined {
  const pool = usable(instances, now);
  if (now < warmAtMs) return pickWarming(pool, routing, now, rng.draw, tried) ?? pickWarming(instances, routing, now, rng.draw, tried);
  return pickInstance(pool, routing, rng.draw(), tried) ?? pickInstance(instances, routing, rng.draw(), tried);
}

async function send(
  ctx: RouterContext,
  endpointAtFirst: LiveEndpoint,
  variantAtFirst: LiveVariant,
  invocation: Invocation,
): Promise<ModelAnswer> {
  const { invoked } = invocation;
  const startedUs = ctx.stopwatch();
  const allowedMs = invocation.clientWaitsMs ?? limits.invocationMs;
  let endpoint: LiveEndpoint | undefined = endpointAtFirst;
  let variant: LiveVariant | undefined = variantAtFirst;
  let { unserved } = variantAtFirst;
  let tried: Set<LiveInstance> | undefined;
  /** The model may have seen the request, and there is no answer. */
  let broken: InvocationCounter | undefined;
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (attempt > 0) {
      // Looked up anew: the table may have changed while we found out that an instance is gone.
      endpoint = ctx.routes.find(invoked.region, invoked.name);
      variant = endpoint?.variants.find(({ name }) => name === variantAtFirst.name);
    }
    if (broken && !endpoint?.idempotent) break;
    let instance = endpoint && variant && chooseInstance(ctx, endpoint, variant, tried);
    if (variant) ({ unserved } = variant);
    if (!endpoint || !variant || !instance) break;
    if (broken && !spendRetry(endpoint.sent, ctx.clock.now())) break;
    let counter: InvocationCounter | undefined;
    let sentUs = startedUs;
    if (instance.inFlight >= instance.meter.limit) {
      const admitted = await admit(variant, instance, invocation, allowedMs - (ctx.stopwatch() - startedUs) / 1000);
      if (admitted === "moved") continue;
      if (typeof admitted === "string") {
        if (broken) break;
        throw refusal(ctx, variant, instance, invocation, admitted);
      }
      ({ instance, counter } = admitted);
      sentUs = ctx.stopwatch();
    } else if (attempt > 0) sentUs = ctx.stopwatch();
    broken?.retried();
    broken = undefined;
    counter ??= instance.enter();
    let status = 0;
    try {
      const timeoutMs = allowedMs - (sentUs - startedUs) / 1000; // for all attempts together, and the wait for a place
      const answer = await instance.link.invoke(linkRequest(invocation, timeoutMs));
      const nowUs = ctx.stopwatch();
      ({ status } = answer);
      counter.answered(status, nowUs - sentUs, nowUs - invocation.receivedUs);
      if (instance.suspicion.failures > 0) instance.suspicion = trusted;
      return toClient(answer, variantAtFirst.name, invoked);
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      if (blames(error.trouble)) instance.suspicion = afterFailure(instance.suspicion, ctx.clock.now());
      if (error.trouble === "gone") counter.abandoned();
      else if (error.trouble === "broken") broken = counter;
      else if (error.trouble !== "not-sent") counter.broken();
      if (error.trouble === "timeout") throw runtimeErrors.timedOut(invoked);
      if (error.trouble === "too-large") throw runtimeErrors.tooLargeAnswer(invoked);
      if (error.trouble === "gone") throw runtimeErrors.noAnswer(invoked);
      tried ??= new Set();
      tried.add(instance);
    } finally {
      ctx.routes.leave(instance, counter, status);
    }
  }
  if (broken) {
    broken.broken();
    throw runtimeErrors.noAnswer(invoked);
  }
  unserved.refused("unserved");
  throw runtimeErrors.noHealthyInstance(variantAtFirst.name, invoked);
}

/** Gets a request a place on an instance of the variant with room, now or when its turn comes in the time that is left; `chosen` has none. */
function admit(
  { fleets, queue }: LiveVariant,
  chosen: LiveInstance,
  { client, body }: Invocation,
  leftMs: number,
): Admitted | Turned | Promise<Admitted | Turned> {
  const fleet = fleets.length > 1 ? chosen.counter.place.fleet : undefined;
  const place = queue.place({ client, bytes: body.length, leftMs, fleet });
  if (place instanceof Promise) chosen.counter.queued();
  return place;
}

/** The error of a request that got no place; it counts where it was to go. */
function refusal(
  ctx: RouterContext,
  { name, queue }: LiveVariant,
  chosen: LiveInstance,
  { invoked }: Invocation,
  why: "full" | "late" | "gone",
): ApiError {
  const variant = ctx.routes.find(invoked.region, invoked.name)?.variants.find((each) => each.name === name);
  const counter = chosen.named ? chosen.counter : (variant?.unserved ?? chosen.counter);
  if (why === "gone") {
    counter.abandoned();
    return runtimeErrors.noAnswer(invoked);
  }
  counter.refused(why);
  return runtimeErrors.throttled(name, queue.retryAfterSeconds());
}

/** Takes a retry from the endpoint's budget; false when none is left. */
function spendRetry(sent: LiveEndpoint["sent"], now: number): boolean {
  const left = afterRetry(sent.retries, sent.requests, now);
  if (left) sent.retries = left;
  return left !== undefined;
}

/** Member by member: a copy of the head by spreading it costs half a microsecond. */
function linkRequest({ head, body, client: signal }: Invocation, timeoutMs: number): LinkRequest {
  const { contentType, accept, customAttributes, inferenceId } = head;
  const maxResponseBytes = limits.invocationBodyBytes;
  return { contentType, accept, customAttributes, inferenceId, body, timeoutMs, maxResponseBytes, signal };
}

/** Of the model's headers only these reach the client (AWS), and only when they are fit to be sent. Anything but a 2xx is an error. */
function toClient({ status, contentType, customAttributes, body }: LinkResponse, variant: string, invoked: InvokedEndpoint): ModelAnswer {
  if (status < 200 || status > 299) throw runtimeErrors.modelError(invoked, status, body);
  return {
    variant,
    contentType: contentType !== undefined && isFit(contentType) ? contentType : "application/octet-stream",
    customAttributes: customAttributes !== undefined && isFit(customAttributes) ? customAttributes : undefined,
    body,
  };
}

/** The last value that was fit: mostly the next one is the same. */
let lastFit = "";

function isFit(value: string): boolean {
  if (value === lastFit) return true;
  if (!fit.test(value)) return false;
  lastFit = value;
  return true;
}

/** What HTTP lets stand in the value of a header. */
const fit = /^[\t\x20-\x7e\x80-\xff]*$/;
