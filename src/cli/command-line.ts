/** The command line: a table of verbs. A verb is a file; every verb but `up`, `down` and `inspect` is a client of the API like any other. */
import { Command, CommanderError } from "commander";
import { OptionError } from "../config/options.ts";
import { ApiFailure } from "./api-failure.ts";
import { deleteEndpoint } from "./delete.ts";
import { deploy } from "./deploy.ts";
import { down } from "./down.ts";
import { drill } from "./drill.ts";
import { env } from "./env.ts";
import { imageAdd } from "./image-add.ts";
import { imageList } from "./image-list.ts";
import { imageRemove } from "./image-remove.ts";
import { inspect } from "./inspect.ts";
import { invoke } from "./invoke.ts";
import { logs } from "./logs.ts";
import { rolloutList } from "./rollout-list.ts";
import { rolloutShow } from "./rollout-show.ts";
import { status } from "./status.ts";
import { up } from "./up.ts";
import { UserError } from "./user-error.ts";
import type { Surroundings, Verb } from "./verb.ts";
import { version, versionLine } from "./version.ts";

const verbs: readonly Verb[] = [
  up,
  down,
  env,
  status,
  inspect,
  deploy,
  deleteEndpoint,
  invoke,
  logs,
  drill,
  rolloutList,
  rolloutShow,
  imageAdd,
  imageList,
  imageRemove,
  version,
];

/** What the groups of verbs are about. */
const groups: Readonly<Record<string, string>> = {
  image: "say which command runs an image here",
  rollout: "see what was done to an endpoint, and what became of its requests meanwhile",
};

/** Runs one command line and gives its exit status: 0 fine, 1 it failed, and one sentence on stderr says why. */
export async function runCommandLine(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  process.stdout.on("error", leaveQuietly);
  const program = new Command("hostler")
    .description("Amazon SageMaker Hosting's API and behaviour, on hardware you own.")
    .version(versionLine, "-V, --version")
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(`hostler: ${sentence(text)} Try --help.\n`) });
  for (const verb of verbs) add(program, verb, surroundings);
  try {
    await program.parseAsync([...argv]);
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    if (isForTheUser(error)) {
      console.error(`hostler: ${error.message}`);
      return 1;
    }
    throw error;
  }
}

function add(program: Command, { usage, about, flags, example, run }: Verb, surroundings: Surroundings): void {
  const group = /^(\w+) \w/.exec(usage)?.[1];
  const parent = group === undefined ? program : groupOf(program, group);
  const command = parent.command(group === undefined ? usage : usage.slice(group.length + 1)).description(about);
  for (const flag of flags) command.addOption(flag);
  if (example !== undefined) command.addHelpText("after", `\nExample:\n  ${example}`);
  // Commander gives an action its arguments, then the flags, then the command.
  command.action((...given: unknown[]) => run(given.at(-2) as Record<string, unknown>, surroundings, ...(given.slice(0, -2) as string[])));
}

function groupOf(program: Command, name: string): Command {
  return program.commands.find((command) => command.name() === name) ?? program.command(name).description(groups[name] ?? "");
}

/** What commander says in two lines, "error: unknown option '--prot'" and "(Did you mean --port?)", in one. */
function sentence(text: string): string {
  const [first = "", hint] = text
    .replace(/^error: /, "")
    .trim()
    .split("\n");
  const capital = first.charAt(0).toUpperCase() + first.slice(1);
  return `${capital.endsWith(".") ? capital : `${capital}.`}${hint ? ` ${hint.replace(/^\(|\)$/g, "")}` : ""}`;
}

function isForTheUser(error: unknown): error is Error {
  // A StartError comes from the server's side, which this folder does not import.
  return (
    error instanceof UserError || error instanceof OptionError || error instanceof ApiFailure || (error as Error).name === "StartError"
  );
}

/** Whoever read our output has read enough (`hostler status | head`). */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
}
