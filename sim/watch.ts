/**
 * The laws of what is served: routers know a claimable instance of every endpoint in service unless faults took them all, the control plane
 * retires nothing that is still needed, and the share that routers work by is the share that was decided.
 */
import type { Endpoint } from "../src/core/endpoint.ts";
import type { EndpointRoute } from "../src/core/routes.ts";
import type { Agent } from "./agent.ts";
import { shareAfter } from "./expected-share.ts";
import type { Written } from "./memory-documents.ts";
import type { SimRouter } from "./sim-router.ts";
import type { Timeline } from "./timeline.ts";
import type { Trace } from "./trace.ts";

/** How long news of a fault may take until all have acted on it. */
const newsMs = 15_000;
/** How long news may take when what follows from it is news for others: each may come ten seconds late. */
const twiceNewsMs = 2 * newsMs;

interface WatchPorts {
  readonly timeline: Timeline;
  readonly trace: Trace;
  readonly agent: Agent;
  readonly routers: readonly SimRouter[];
  readonly endpoints: () => readonly Endpoint[];
  /** When control, its store or its connections were last disturbed, in the world's time. */
  readonly disturbedMs: () => number;
}

export class Watch {
  readonly #ports: WatchPorts;
  /** Since when a router knows nobody who could answer, by router and endpoint. */
  readonly #darkSince = new Map<string, number>();
  /** The last instances that a router knew of an endpoint. */
  readonly #lastNamed = new Map<string, readonly string[]>();

  constructor(ports: WatchPorts) {
    this.#ports = ports;
  }

  /** Looks at every router and every endpoint. */
  look(): void {
    for (const endpoint of this.#ports.endpoints()) {
      for (const router of this.#ports.routers) if (router.isUp) this.#lookAt(router, endpoint);
    }
  }

  written({ author, ...rows }: Written): void {
    const before = rows.before?.document as Endpoint | undefined;
    const after = rows.after?.document as Endpoint | undefined;
    if (author !== "reconciler" || !before || !after || !inService(before) || !inService(after)) return;
    this.#retires(before, after);
    const { change } = after;
    if (change?.kind !== "update" || change.stage.kind !== "baking" || isBaking(before)) return;
    for (const router of this.#ports.routers) if (router.isUp && !router.isLost) this.#shares(router, after);
  }

  #lookAt(router: SimRouter, endpoint: Endpoint): void {
    const key = `${router.name}/${endpoint.name}`;
    const named = namesIn(router.route(endpoint.name));
    const before = this.#lastNamed.get(key) ?? [];
    if (!inService(endpoint) || router.isLost || named.some((id) => this.#isClaimable(id))) {
      this.#darkSince.delete(key);
      if (named.length > 0) this.#lastNamed.set(key, named);
      return;
    }
    const { elapsedMs } = this.#ports.timeline;
    const since = this.#darkSince.get(key) ?? elapsedMs;
    this.#darkSince.set(key, since);
    const text = `${router.name} knows nobody of endpoint ${endpoint.name} who could answer`;
    const taken = (named.length > 0 ? named : before).filter((id) => !this.#wasHit(id));
    if (named.length > 0 && taken.length === named.length) this.#ports.trace.violate(`${text}, and no fault took ${taken.join(", ")}.`);
    if (
      named.length === 0 &&
      before.every((id) => this.#isClaimable(id, twiceNewsMs)) &&
      before.length > 0 &&
      since === elapsedMs &&
      !this.#isDisturbed()
    )
      this.#ports.trace.violate(`${text}, although ${before.join(", ")} could.`);
    if (elapsedMs - since < twiceNewsMs || this.#isDisturbed() || router.aloneMs > 0) return;
    const could = endpoint.instances.filter(
      ({ id, phase, fleetId }) => phase === "serving" && takesTraffic(endpoint, fleetId) && this.#isClaimable(id, newsMs),
    );
    if (could.length > 0)
      this.#ports.trace.violate(`${text} for ${elapsedMs - since} ms, although ${could.map(({ id }) => id).join(", ")} could.`);
  }

  /** The last ones that can answer are not taken away, as far as control could know. */
  #retires(before: Endpoint, after: Endpoint): void {
    const stays = new Set(after.instances.filter(({ phase }) => phase === "serving").map(({ id }) => id));
    const leaves = before.instances.filter(
      ({ id, phase, fleetId }) => phase === "serving" && !stays.has(id) && takesTraffic(before, fleetId) && this.#isClaimable(id, newsMs),
    );
    if (leaves.length === 0 || [...stays].some((id) => this.#isClaimable(id))) return;
    const recent = [...stays].some((id) => this.#ports.timeline.elapsedMs - this.#ports.agent.hitMs(id) < newsMs);
    if (!recent) this.#ports.trace.violate(`Endpoint ${after.name}: ${leaves[0]!.id} leaves although nobody else answers.`);
  }

  #shares(router: SimRouter, endpoint: Endpoint): void {
    if (this.#isDisturbed()) return;
    const route = router.route(endpoint.name);
    const { change } = endpoint;
    if (change?.kind !== "update" || change.stage.kind !== "baking") return;
    for (const [name, { count, weight }] of Object.entries(change.desired)) {
      const variant = route?.variants.find((each) => each.name === name);
      const share = shareAfter(
        change.policy,
        Object.values(change.desired).map((each) => each.count),
        count,
        change.stage.step,
      );
      const isGreen = (id: string): boolean => endpoint.instances.find((each) => each.id === id)?.fleetId === change.greenId;
      const parts = variant?.fleets.map((fleet) => ({ share: fleet.share, ids: fleet.instances.map(({ id }) => id) })) ?? [];
      const fits =
        parts.length === 1
          ? share === 1 && parts[0]!.ids.every(isGreen) && variant!.weight === weight
          : parts.length === 2 && Math.abs(parts[1]!.share - share) < 1e-9 && parts[1]!.ids.every(isGreen) && !parts[0]!.ids.some(isGreen);
      if (!fits)
        this.#ports.trace.violate(`${router.name} bakes ${endpoint.name}/${name} at ${JSON.stringify(parts)}; decided is ${share}.`);
    }
  }

  #isClaimable(id: string, forMs = 0): boolean {
    const instance = this.#ports.agent.instances.get(id);
    return instance?.accepting === true && !instance.hanging && this.#ports.timeline.elapsedMs - instance.acceptingSinceMs >= forMs;
  }

  #wasHit(id: string): boolean {
    return this.#ports.agent.hitMs(id) > Number.NEGATIVE_INFINITY;
  }

  #isDisturbed(): boolean {
    return this.#ports.timeline.elapsedMs - this.#ports.disturbedMs() < newsMs;
  }
}

export const inService = ({ status }: Endpoint): boolean => status === "InService" || status === "Updating" || status === "RollingBack";

const isBaking = ({ change }: Endpoint): boolean => change?.kind === "update" && change.stage.kind === "baking";

/** A fleet that comes up takes none before its first shift, which begins when routers are told, and none once it has given all back. */
function takesTraffic({ change }: Endpoint, fleetId: string): boolean {
  if (change?.kind !== "update" || fleetId !== change.greenId) return true;
  const { stage } = change;
  if (stage.kind === "launching" || stage.kind === "shifting") return stage.step > 1;
  return stage.kind !== "rollingBack" || stage.green > 0;
}

const namesIn = (route: EndpointRoute | undefined): string[] =>
  route?.variants.flatMap(({ fleets }) => fleets.flatMap(({ instances }) => instances.map(({ id }) => id))) ?? [];
