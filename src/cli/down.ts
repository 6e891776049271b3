/** `hostler down`: stops what runs on a data folder. */
import { readOptions } from "../config/options.ts";
import type { Surroundings } from "./command-line.ts";

export type RunDown = (dataFolder: string) => Promise<{ readonly stopped: boolean; readonly reaped: number }>;

export async function down(flags: Record<string, unknown>, { down: runDown, environment }: Surroundings): Promise<void> {
  const { data } = readOptions(flags, environment);
  const { stopped, reaped } = await runDown(data);
  if (stopped) console.log(`hostler on ${data} is stopped.`);
  else if (reaped > 0) console.log(`hostler on ${data} had died; ${reaped} process(es) it left behind are ended.`);
  else console.log(`Nothing runs on ${data}.`);
}
