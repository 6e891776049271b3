/** From rounds to a figure, and from figures to what is printed. */
import { type Figures, median } from "../report.ts";
import type { Part, Target } from "./part.ts";
import type { Recorded } from "./record.ts";

/** The median over rounds. */
export const medianOf = (rounds: readonly Figures[], figure: string): number => median(rounds.map((round) => round[figure]!));

/** What was aimed at and what was measured, of all parts there are, as Markdown. */
export function targetTable(recorded: Partial<Record<Part, Recorded>>): string {
  const rows = Object.entries(recorded).flatMap(([part, { targets }]) => targets.map((target) => row(part, target)));
  return ["| part | figure | aim | measured | |", "|---|---|--:|--:|---|", ...rows, ""].join("\n");
}

function row(part: string, { what, measured, unit, atMost, atLeast }: Target): string {
  const aim = atMost !== undefined ? `≤ ${atMost} ${unit}` : atLeast !== undefined ? `≥ ${atLeast} ${unit}` : "–";
  const met = (atMost === undefined || measured <= atMost) && (atLeast === undefined || measured >= atLeast);
  return `| ${part} | ${what} | ${aim} | ${digits(measured)} ${unit} | ${aim === "–" ? "" : met ? "met" : "**missed**"} |`;
}

function digits(value: number): string {
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en") : String(Number(value.toPrecision(3)));
}
