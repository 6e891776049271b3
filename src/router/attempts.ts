/** Sends an invocation to an instance of its variant, and to another when that one did not get it, until one answers or none is left to try. */
import type { ApiError } from "../api/wire.ts";
import { afterFailure, usable } from "../core/passive-health.ts";
import { afterRetry } from "../core/retry-budget.ts";
import { pickWarming } from "../core/slow-start.ts";
import { pickInstance, pickVariant } from "../core/traffic-split.ts";
import { limits } from "../limits.ts";
import { type Asker, LinkError, type LinkRequest, type LinkResponse, type LinkTrouble } from "../link/instance-link.ts";
import type { Admitted, Turned } from "./admission-queue.ts";
import type { Caller, Invocation, ModelAnswer, RouterContext } from "./invocation.ts";
import type { InvocationCounter } from "./invocation-ledger.ts";
import type { LiveEndpoint, LiveFleet, LiveInstance, LiveVariant } from "./live-routes.ts";
import { type InvokedEndpoint, runtimeErrors } from "./runtime-errors.ts";

const trusted = { failures: 0, untilMs: 0 };

/** A client that leaves and an answer that is too large say nothing about the instance. */
const blames = (trouble: LinkTrouble): boolean => trouble === "not-sent" || trouble === "broken" || trouble === "timeout";

/** Instances tried when one refuses the connection, or breaks off a request that may be sent again. */
const mostAttempts = 3;

export class Attempts implements Asker {
  readonly #ctx: RouterContext;
  readonly #invocation: Invocation;
  readonly #caller: Caller;
  readonly #variantName: string;
  /** For all attempts together, and the wait for a place. */
  readonly #allowedMs: number;
  readonly #startedUs: number;
  #sentUs: number;
  #nowMs: number;
  #attempts = 0;
  #endpoint: LiveEndpoint | undefined;
  /** As it was when it was last there. */
  #variant: LiveVariant;
  #variantThere = true;
  #tried: Set<LiveInstance> | undefined;
  /** Where the model may have seen it, and there is no answer. */
  #broken: InvocationCounter | undefined;
  /** Who has it now, and where that is counted. */
  #instance!: LiveInstance;
  #counter!: InvocationCounter;

  constructor(ctx: RouterContext, endpoint: LiveEndpoint, variant: LiveVariant, invocation: Invocation, caller: Caller) {
    this.#ctx = ctx;
    this.#invocation = invocation;
    this.#caller = caller;
    this.#variantName = variant.name;
    this.#allowedMs = invocation.clientWaitsMs ?? limits.invocationMs;
    this.#startedUs = this.#sentUs = ctx.stopwatch();
    this.#nowMs = invocation.nowMs;
    this.#endpoint = endpoint;
    this.#variant = variant;
  }

  /** Makes the first attempt, or the next. */
  next(): void {
    if (this.#attempts === mostAttempts) return void this.#giveUp();
    if (this.#attempts++ > 0) this.#lookAgain();
    const endpoint = this.#endpoint;
    if (!endpoint || !this.#variantThere || (this.#broken && !endpoint.idempotent)) return void this.#giveUp();
    const instance = chooseInstance(this.#ctx, endpoint, this.#variant, this.#nowMs, this.#tried);
    if (!instance || (this.#broken && !spendRetry(endpoint.sent, this.#nowMs))) return void this.#giveUp();
    if (instance.inFlight >= instance.meter.limit) this.#queue(instance);
    else this.#send(instance, instance.enter());
  }

  answered(answer: LinkResponse): void {
    const nowUs = this.#ctx.stopwatch();
    const { status } = answer;
    this.#counter.answered(status, nowUs - this.#sentUs, nowUs - this.#invocation.receivedUs);
    if (this.#instance.suspicion.failures > 0) this.#instance.suspicion = trusted;
    this.#ctx.routes.leave(this.#instance, this.#counter, status);
    if (status >= 200 && status <= 299) this.#caller.answered(toClient(answer, this.#variantName));
    else this.#caller.failed(runtimeErrors.modelError(this.#invocation.invoked, status, answer.body));
  }

  failed(error: unknown): void {
    const instance = this.#instance;
    const counter = this.#counter;
    const trouble = error instanceof LinkError ? error.trouble : undefined;
    if (trouble && blames(trouble)) instance.suspicion = afterFailure(instance.suspicion, this.#ctx.clock.now());
    if (trouble === "gone") counter.abandoned();
    else if (trouble === "broken") this.#broken = counter;
    else if (trouble && trouble !== "not-sent") counter.broken();
    this.#ctx.routes.leave(instance, counter, 0);
    if (trouble === "not-sent" || trouble === "broken") {
      this.#tried ??= new Set();
      this.#tried.add(instance);
      this.next();
    } else this.#caller.failed(trouble ? errorOf(trouble, this.#invocation.invoked) : error);
  }

  /** The table may have changed while we found out that an instance is gone. */
  #lookAgain(): void {
    const { routes, clock, stopwatch } = this.#ctx;
    const { region, name } = this.#invocation.invoked;
    this.#endpoint = routes.find(region, name);
    const variant = this.#endpoint?.variants.find((each) => each.name === this.#variantName);
    this.#variantThere = variant !== undefined;
    if (variant) this.#variant = variant;
    this.#nowMs = clock.now();
    this.#sentUs = stopwatch();
  }

  /** Gets it a place on an instance of the variant with room, now or when its turn comes in the time that is left; `full` has none. */
  #queue(full: LiveInstance): void {
    const { client, body } = this.#invocation;
    const { fleets, queue } = this.#variant;
    const fleet = fleets.length > 1 ? full.counter.place.fleet : undefined;
    const leftMs = this.#allowedMs - (this.#ctx.stopwatch() - this.#startedUs) / 1000;
    const place = queue.place({ client, bytes: body.length, leftMs, fleet });
    if (!(place instanceof Promise)) return void this.#placed(place, full);
    full.counter.queued();
    place.then((later) => this.#placed(later, full)).catch((error: unknown) => this.#caller.failed(error));
  }

  #placed(place: Admitted | Turned, full: LiveInstance): void {
    if (place === "moved") return void this.next();
    if (typeof place !== "string") {
      this.#nowMs = this.#ctx.clock.now();
      this.#sentUs = this.#ctx.stopwatch();
      return void this.#send(place.instance, place.counter);
    }
    if (this.#broken) return void this.#giveUp();
    this.#caller.failed(this.#refusal(full, place));
  }

  #send(instance: LiveInstance, counter: InvocationCounter): void {
    this.#broken?.retried();
    this.#broken = undefined;
    this.#instance = instance;
    this.#counter = counter;
    const timeoutMs = this.#allowedMs - (this.#sentUs - this.#startedUs) / 1000;
    try {
      instance.link.ask(linkRequest(this.#invocation, timeoutMs), this, this.#nowMs);
    } catch (error) {
      this.#ctx.routes.leave(instance, counter, 0);
      this.#caller.failed(error);
    }
  }

  /** Nobody is left to try. */
  #giveUp(): void {
    const { invoked } = this.#invocation;
    if (this.#broken) {
      this.#broken.broken();
      return void this.#caller.failed(runtimeErrors.noAnswer(invoked));
    }
    this.#variant.unserved.refused("unserved");
    this.#caller.failed(runtimeErrors.noHealthyInstance(this.#variantName, invoked));
  }

  /** The error of a request that got no place; it counts where it was to go. */
  #refusal(full: LiveInstance, why: "full" | "late" | "gone"): ApiError {
    const { invoked } = this.#invocation;
    const { name, queue } = this.#variant;
    const variant = this.#ctx.routes.find(invoked.region, invoked.name)?.variants.find((each) => each.name === name);
    const counter = full.named ? full.counter : (variant?.unserved ?? full.counter);
    if (why === "gone") {
      counter.abandoned();
      return runtimeErrors.noAnswer(invoked);
    }
    counter.refused(why);
    return runtimeErrors.throttled(name, queue.retryAfterSeconds());
  }
}

function errorOf(trouble: "timeout" | "too-large" | "gone", invoked: InvokedEndpoint): ApiError {
  if (trouble === "timeout") return runtimeErrors.timedOut(invoked);
  if (trouble === "too-large") return runtimeErrors.tooLargeAnswer(invoked);
  return runtimeErrors.noAnswer(invoked);
}

type Tried = ReadonlySet<LiveInstance> | undefined;

/** By the shares of the fleets first; a fleet with nobody left to try does not keep a request from the other. */
function chooseInstance(
  ctx: RouterContext,
  { drawFleet }: LiveEndpoint,
  { fleets, routing }: LiveVariant,
  nowMs: number,
  tried: Tried,
): LiveInstance | undefined {
  const chosen = fleets.length > 1 ? pickVariant(fleets, drawFleet()) : fleets[0];
  const instance = chosen && chooseAmong(ctx, chosen, routing, nowMs, tried);
  if (instance || fleets.length === 1) return instance;
  const others = fleets.filter((fleet) => fleet !== chosen).flatMap(({ instances }) => instances);
  return chooseAmong(ctx, { instances: others, warmAtMs: 0 }, routing, nowMs, tried);
}

/** Suspects only when nobody else is left. */
function chooseAmong(
  { rng }: RouterContext,
  { instances, warmAtMs }: Pick<LiveFleet, "instances" | "warmAtMs">,
  routing: LiveVariant["routing"],
  nowMs: number,
  tried: Tried,
): LiveInstance | undefined {
  const pool = usable(instances, nowMs);
  if (nowMs < warmAtMs)
    return pickWarming(pool, routing, nowMs, rng.draw, tried) ?? pickWarming(instances, routing, nowMs, rng.draw, tried);
  return pickInstance(pool, routing, rng.draw(), tried) ?? pickInstance(instances, routing, rng.draw(), tried);
}

/** Takes a retry from the endpoint's budget; false when none is left. */
function spendRetry(sent: LiveEndpoint["sent"], nowMs: number): boolean {
  const left = afterRetry(sent.retries, sent.requests, nowMs);
  if (left) sent.retries = left;
  return left !== undefined;
}

/** Member by member: a copy of the head by spreading it costs half a microsecond. */
function linkRequest({ head, body, client: signal }: Invocation, timeoutMs: number): LinkRequest {
  const { contentType, accept, customAttributes, inferenceId } = head;
  const maxResponseBytes = limits.invocationBodyBytes;
  return { contentType, accept, customAttributes, inferenceId, body, timeoutMs, maxResponseBytes, signal };
}

/** Of the model's headers only these reach the client (AWS), and only when they are fit to be sent. */
function toClient({ contentType, customAttributes, body }: LinkResponse, variant: string): ModelAnswer {
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
