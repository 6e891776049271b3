/**
 * The laws of alarms: an update does not go on beside an alarm of its own that has been ringing for a while, goes back for no other alarm
 * than one that rang, and names it; and an alarm rings where nothing but errors is answered.
 */
import type { Change, Endpoint } from "../src/core/endpoint.ts";
import type { AlarmWritten } from "./memory-alarms.ts";
import type { Written } from "./memory-documents.ts";
import type { Timeline } from "./timeline.ts";
import type { Trace } from "./trace.ts";

/** Between reading alarms and storing what follows from them lie a few calls of the store, each of which may take seconds. */
const knownMs = 15_000;

type Update = Extract<Change, { kind: "update" }>;

export class AlarmLaws {
  readonly #timeline: Timeline;
  readonly #trace: Trace;
  readonly #wentOnMs: () => number;
  /** Since when an alarm has been in ALARM. */
  readonly #rings = new Map<string, number>();
  /** Until when it was. */
  readonly #rang = new Map<string, number>();
  /** When each endpoint was last written. */
  readonly #writtenMs = new Map<string, number>();

  /** `wentOnMs`: when a control plane last went on after it was stopped; what it does then may follow from alarms as they were before. */
  constructor(timeline: Timeline, trace: Trace, wentOnMs: () => number) {
    this.#timeline = timeline;
    this.#trace = trace;
    this.#wentOnMs = wentOnMs;
  }

  alarmWritten({ name, before, after }: AlarmWritten): void {
    const { elapsedMs } = this.#timeline;
    if (before?.state === after?.state) return;
    this.#trace.note("alarm", `${name} ${before?.state ?? "-"} → ${after?.state ?? "gone"}: ${after?.document.reason ?? ""}`);
    if (after?.state === "ALARM") this.#rings.set(name, elapsedMs);
    else if (this.#rings.delete(name)) this.#rang.set(name, elapsedMs);
  }

  written({ author, ...rows }: Written): void {
    const before = rows.before?.document as Endpoint | undefined;
    const after = rows.after?.document as Endpoint | undefined;
    const { name } = (rows.before ?? rows.after)!;
    const loadableMs = this.#writtenMs.get(name) ?? 0;
    this.#writtenMs.set(name, this.#timeline.elapsedMs);
    if (author !== "reconciler" || before?.change?.kind !== "update" || !after) return;
    const { change } = before;
    if (!("step" in change.stage)) return;
    const reason = reasonBack(after);
    if (reason !== undefined) this.#goesBack(name, change, reason);
    else if (hasMoved(change, after)) this.#goesOn(name, change, loadableMs);
  }

  /** Alarms are read after the endpoint, which could be read as it was since `loadableMs`. */
  #goesOn(endpoint: string, { alarms = [], stage }: Update, loadableMs: number): void {
    if (!("step" in stage) || (stage.kind !== "baking" && stage.step === 1)) return; // nobody has seen the new fleet yet
    const { elapsedMs } = this.#timeline;
    if (elapsedMs - this.#wentOnMs() < knownMs) return;
    const since = (name: string): number => this.#rings.get(name) ?? elapsedMs;
    const ringing = alarms.filter((name) => since(name) < loadableMs || elapsedMs - since(name) > knownMs);
    if (ringing.length > 0) this.#trace.violate(`The update of ${endpoint} went on beside ${ringing.join(", ")} in ALARM.`);
  }

  #goesBack(endpoint: string, { alarms = [] }: Update, reason: string): void {
    if (!/^Alarms? "/.test(reason)) return;
    this.#trace.count("update back for an alarm");
    const named = [...reason.matchAll(/"([^"]+)"/g)].map(([, name]) => name!);
    const { elapsedMs } = this.#timeline;
    const rang = (name: string): boolean => this.#rings.has(name) || elapsedMs - (this.#rang.get(name) ?? -Infinity) < knownMs;
    const wrong = named.filter((name) => !alarms.includes(name) || !rang(name));
    if (named.length === 0 || wrong.length > 0)
      this.#trace.violate(`The update of ${endpoint} went back for ${wrong.join(", ") || "no alarm"}, which did not ring.`);
  }
}

/** Why an update turned round, if it has. */
function reasonBack({ change, failureReason }: Endpoint): string | undefined {
  if (change?.kind !== "update") return failureReason;
  return change.stage.kind === "rollingBack" ? change.stage.reason : undefined;
}

const hasMoved = (before: Update, { change }: Endpoint): boolean =>
  change?.kind !== "update" || JSON.stringify(change.stage) !== JSON.stringify(before.stage);
