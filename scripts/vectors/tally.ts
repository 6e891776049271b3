/** What came of one suite. */
import { exclusions } from "./exclusions.ts";

export interface Tally {
  readonly suite: string;
  passed: number;
  readonly failures: string[];
  readonly excluded: string[];
}

export function newTally(suite: string): Tally {
  return { suite, passed: 0, failures: [], excluded: [] };
}

/** Runs one case; what it throws is its failure. */
export function runCase(tally: Tally, id: string, check: () => void): void {
  const name = `${tally.suite}/${id}`;
  if (exclusions[name]) {
    tally.excluded.push(name);
    return;
  }
  try {
    check();
    tally.passed++;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    tally.failures.push(`${id}: ${process.env.VECTORS_VERBOSE ? text : text.split("\n").slice(0, 3).join(" ").slice(0, 400)}`);
  }
}
