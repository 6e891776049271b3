/** The laws of what is written: one change at a time, within its bounds, and ended in one of the ways it may end. */
import { isDeepStrictEqual } from "node:util";
import { sizeInInstances } from "../src/core/deployment-policy.ts";
import type { Change, DesiredByVariant, Endpoint } from "../src/core/endpoint.ts";
import type { Written } from "./memory-documents.ts";
import type { Trace } from "./trace.ts";

export class Ledger {
  readonly #trace: Trace;
  /** Each endpoint as it was before the change in progress. */
  readonly #begun = new Map<string, Endpoint | undefined>();
  readonly #begins = new Map<string, number>();

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  /** How many changes and drills of the endpoint were begun. */
  begins(name: string): number {
    return this.#begins.get(name) ?? 0;
  }

  written({ author, ...change }: Written): void {
    if ((change.before ?? change.after)!.kind !== "endpoint") return;
    const before = change.before?.document as Endpoint | undefined;
    const after = change.after?.document as Endpoint | undefined;
    const { name } = (before ?? after)!;
    this.#trace.note(
      "write",
      `${author} ${name} v${change.after ? change.after.version - change.after.createdMs * 1000 : "-"}: ${after ? describe(after) : "gone"}`,
    );
    if (author === "api") this.#beginning(name, before, after);
    else if (before) this.#progress(before, after);
    else this.#violate(name, "the reconciler made an endpoint");
    if (after && author === "reconciler") this.#bounds(after);
  }

  #beginning(name: string, before: Endpoint | undefined, after: Endpoint | undefined): void {
    this.#begins.set(name, this.begins(name) + 1);
    if (before && after?.drill && after.drill.startedMs !== before.drill?.startedMs) {
      if (!isDeepStrictEqual({ ...before, drill: after.drill }, after)) this.#violate(name, "a drill changed more than the drill");
      return;
    }
    if (before?.change) this.#violate(name, `a change was begun during a ${before.change.kind}`);
    if (!after?.change) this.#violate(name, "an operation wrote no change");
    this.#begun.set(name, before);
  }

  #progress(before: Endpoint, after: Endpoint | undefined): void {
    const { change, name } = before;
    if (!after) {
      const ending = before.instances.every(({ phase }) => phase === "stopping");
      if (change?.kind !== "delete" || !ending) this.#violate(name, "it is gone, but not by a complete deletion");
    } else if (after.change) {
      if (after.change.kind !== change?.kind || after.change.startedMs !== change.startedMs)
        this.#violate(name, "the change became another");
      if (after.change.kind === "update" && change?.kind === "update") this.#direction(name, change, after.change);
    } else if (change) {
      const wrong = wrongEnd(this.#begun.get(name), before, change, after);
      if (wrong) this.#violate(name, `its ${change.kind} ended ${wrong}`);
      this.#trace.count(`${change.kind} ended${after.failureReason === undefined ? "" : " badly"}`);
    } else if (!isDeepStrictEqual([before.desired, before.fleets, before.status], [after.desired, after.fleets, after.status]))
      this.#violate(name, "it changed without a change");
  }

  /** From the point of no return there is no way back, and from the way back none forward. */
  #direction(name: string, before: Change & { kind: "update" }, after: Change & { kind: "update" }): void {
    const from = before.stage.kind;
    const to = after.stage.kind;
    if ((from === "terminating" || from === "rollingBack") && from !== to) this.#violate(name, `the update went from ${from} to ${to}`);
    if ("step" in before.stage && "step" in after.stage && after.stage.step < before.stage.step) this.#violate(name, "a step was undone");
  }

  #bounds(endpoint: Endpoint): void {
    const alive = endpoint.instances.filter(({ phase }) => phase === "starting" || phase === "serving").length;
    const most = mostAlive(endpoint, this.#begun.get(endpoint.name));
    if (alive > most) this.#violate(endpoint.name, `it has ${alive} instances where ${most} are allowed`);
  }

  #violate(name: string, text: string): void {
    this.#trace.violate(`Endpoint ${name}: ${text}.`);
  }
}

const total = (desired: DesiredByVariant): number => Object.values(desired).reduce((sum, { count }) => sum + count, 0);

/** Instances, leaving ones aside, that an endpoint may have: a fleet; two in a blue/green update; a fleet and a batch in a rolling one. */
function mostAlive({ change, desired }: Endpoint, begun: Endpoint | undefined): number {
  switch (change?.kind) {
    case "scale":
      return Object.entries(desired).reduce((sum, [name, { count }]) => sum + Math.max(count, change.before[name]?.count ?? 0), 0);
    case "update": {
      const blue = total(begun?.desired ?? desired);
      const green = total(change.desired);
      if (change.policy.kind !== "rolling") return blue + green;
      const size = change.stage.kind === "rollingBack" ? change.policy.rollbackSize : change.policy.size;
      return Math.max(blue, green) + (size ? sizeInInstances(size, green) : Math.min(blue, green));
    }
    default:
      return total(desired) + Object.keys(desired).length; // one more of each while the spread over zones is restored
  }
}

/** How the end of a change differs from what it may be; undefined when it does not. */
function wrongEnd(begun: Endpoint | undefined, before: Endpoint, change: Change, after: Endpoint): string | undefined {
  const failed = after.failureReason !== undefined;
  switch (change.kind) {
    case "create":
      return after.status === (failed ? "Failed" : "InService") ? undefined : `as ${after.status}`;
    case "delete":
      return "without the endpoint being gone";
    case "scale":
      if (after.status !== "InService") return `as ${after.status}`;
      if (failed) return isDeepStrictEqual(after.desired, begun?.desired) ? undefined : "with other counts or weights than before";
      return isDeepStrictEqual(after.desired, before.desired) ? undefined : "with other counts or weights than asked for";
    case "update": {
      if (after.status !== "InService") return `as ${after.status}`;
      if (failed) {
        const same = isDeepStrictEqual(restored(after), begun && restored(begun));
        return same ? undefined : "badly, and did not restore the configuration before it";
      }
      const green = after.fleets[0];
      const whole = after.fleets.length === 1 && green?.id === change.greenId && after.configName === green.configName;
      return whole && isDeepStrictEqual(after.desired, change.desired) ? undefined : "well, but not with the new fleet alone";
    }
  }
}

const restored = ({ fleets, desired, configName, currentWeights }: Endpoint) => ({ fleets, desired, configName, currentWeights });

function describe({ status, change, instances, fleets }: Endpoint): string {
  const stage = change?.kind === "update" ? ` ${change.policy.kind} ${JSON.stringify(change.stage)}` : "";
  const list = instances.map(({ id, phase, fleetId }) => `${id}:${phase}${fleetId === fleets[0]?.id ? "" : "(2)"}`).join(" ");
  return `${status}${stage} [${list}]`;
}
