/** What a verb of the command line is. `command-line.ts` has the table of them. */
import { Option as Flag } from "commander";
import { OptionError, type OptionName, options } from "../config/options.ts";
import type { RunDown } from "./down.ts";
import type { RunInspect } from "./inspect.ts";
import type { RunUp } from "./up.ts";

/** What the command line is given by `main.ts`: the only ways into the server, and the environment. */
export interface Surroundings {
  readonly up: RunUp;
  readonly down: RunDown;
  readonly inspect: RunInspect;
  readonly inherited: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Values of flags by name, as commander gives them. */
export type Flags = Readonly<Record<string, unknown>>;

export interface Verb {
  /** As commander writes it: `deploy <archive>`. Two words before the arguments make a group: `image add <name>`. */
  readonly usage: string;
  readonly about: string;
  readonly flags: readonly Flag[];
  /** More for `--help`. */
  readonly example?: string;
  run(flags: Flags, surroundings: Surroundings, ...positional: string[]): void | Promise<void>;
}

/** The flag of an option in the table of options. */
export const optionFlag = (name: OptionName): Flag => new Flag(options[name].flag, `${options[name].about} [${options[name].variable}]`);

/** `--output json` of everything that lists. */
export const outputFlag = (jsonForm = "one document"): Flag =>
  new Flag("--output <form>", `text for people, json for programs (${jsonForm})`).choices(["text", "json"]).default("text");

/** The text of a flag; undefined when it was not given. */
export function textOf(flags: Flags, name: string): string | undefined {
  const value = flags[name];
  return typeof value === "string" ? value : undefined;
}

/** The number of a flag that counts something. */
export function countOf(flags: Flags, name: string, least: number, most: number): number | undefined {
  const text = textOf(flags, name);
  if (text === undefined) return undefined;
  const count = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (count >= least && count <= most) return count;
  throw new OptionError(`--${name} must be a number from ${least} to ${most}, not "${text}".`);
}
