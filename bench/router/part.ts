/** What the parts of `bench:router` have in common. */
import type { Figures } from "../report.ts";
import type { Processes } from "../router-sides.ts";

export const parts = ["cpu", "latency", "models", "idle", "abuse", "overload", "aborts"] as const;
export type Part = (typeof parts)[number];

export interface PartRun {
  /** A folder of its own. */
  readonly dir: string;
  /** Ended when the part is over. */
  readonly processes: Processes;
  /** About three minutes for all parts together, instead of twenty-five. */
  readonly short: boolean;
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
  say(line: string): void;
}

export interface PartFigures {
  readonly settings: Readonly<Record<string, number | string>>;
  /** By case, by side, by round. */
  readonly measured: Readonly<Record<string, Readonly<Record<string, readonly Figures[]>>>>;
  /** What we aim at, and where we are. */
  readonly targets: readonly Target[];
}

export interface Target {
  readonly what: string;
  readonly measured: number;
  readonly unit: string;
  /** `measured` shall be at most, or at least, this. */
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** Takes turns: every side in every round, so that what else the machine does strikes all of them alike. */
export async function interleaved<Side>(
  sides: Readonly<Record<string, Side>>,
  rounds: number,
  measure: (side: Side, label: string, round: number) => Figures | Promise<Figures>,
): Promise<Record<string, Figures[]>> {
  const found: Record<string, Figures[]> = Object.fromEntries(Object.keys(sides).map((label) => [label, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [label, side] of Object.entries(sides)) found[label]!.push(await measure(side, label, round));
  }
  return found;
}
