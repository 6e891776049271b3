/** `hostler version`. */
import { version as number } from "../version.ts";
import type { Verb } from "./verb.ts";

export const versionLine = `hostler ${number}`;

export const version: Verb = {
  usage: "version",
  about: "print the version",
  flags: [],
  run: () => console.log(versionLine),
};
