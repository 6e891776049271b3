/** `hostler inspect`: what a model archive is, and whether it can be served here, without a server. */
import { Option as Flag } from "commander";
import { environmentFlag, environmentOf } from "./environment-flag.ts";
import { inspectionLines } from "./inspect-text.ts";
import { openArchive } from "./model-archive.ts";
import { outputFlag, textOf, type Verb } from "./verb.ts";

/** As roles/inspect.ts has it; `model` is what models/contract.ts calls a description. */
export interface Inspection {
  readonly archiveBytes: number;
  readonly unpacked?: { readonly files: number; readonly bytes: number };
  readonly server?: string;
  readonly model?: unknown;
  readonly refused?: string;
}

export type RunInspect = (options: {
  readonly archive: string;
  readonly image: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly inherited: Readonly<Record<string, string>>;
}) => Promise<Inspection>;

export const inspect: Verb = {
  usage: "inspect <archive>",
  about: "say what a model archive is: algorithm, inputs, outputs, a sample request, and whether it can be served here",
  flags: [
    new Flag("--image <image>", "image it would run under; hostler/auto looks into the archive").default("hostler/auto"),
    environmentFlag(),
    outputFlag(),
    new Flag("--json", "the same as --output json"),
  ],
  example: "hostler inspect model.tar.gz",
  async run(flags, surroundings, path = "") {
    const { path: archive } = openArchive(path);
    const image = textOf(flags, "image") ?? "hostler/auto";
    const environment = environmentOf(flags);
    const found = await surroundings.inspect({ archive, image, environment, inherited: surroundings.inherited });
    if (flags.json === true || flags.output === "json") {
      console.log(JSON.stringify({ archive, served: found.refused === undefined, ...found }, null, 2));
    } else for (const line of inspectionLines(archive, image, environment, found)) console.log(line);
  },
};
