/** `hostler down`: stops what runs on a data folder. */
import { readOptions } from "../config/options.ts";
import { optionFlag, type Verb } from "./verb.ts";

export type RunDown = (dataFolder: string) => Promise<{ readonly stopped: boolean; readonly reaped: number }>;

export const down: Verb = {
  usage: "down",
  about: "stop what runs on a data folder, cleanly, and whatever a crash left behind",
  flags: [optionFlag("data")],
  async run(flags, { down: runDown, environment }) {
    const { data } = readOptions(flags, environment);
    const { stopped, reaped } = await runDown(data);
    if (stopped) console.log(`hostler on ${data} is stopped.`);
    else if (reaped > 0) console.log(`hostler on ${data} had died; ${reaped} process(es) it left behind are ended.`);
    else console.log(`Nothing runs on ${data}.`);
  },
};
