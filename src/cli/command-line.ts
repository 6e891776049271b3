/** The command line: verbs and flags. A verb is a file; every verb but `up` and `down` is a client of the API like any other. */
import { Command, CommanderError, Option as Flag } from "commander";
import { OptionError, options } from "../config/options.ts";
import { version } from "../version.ts";
import { down, type RunDown } from "./down.ts";
import { env } from "./env.ts";
import { type RunUp, up } from "./up.ts";
import { UserError } from "./user-error.ts";

/** What the command line is given by `main.ts`: the only ways into the server, and the environment. */
export interface Surroundings {
  readonly up: RunUp;
  readonly down: RunDown;
  readonly inherited: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Runs one command line and gives its exit status: 0 fine, 1 it failed, 2 it was not understood. */
export async function runCommandLine(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const program = new Command("hostler")
    .description("Amazon SageMaker Hosting's API and behaviour, on hardware you own.")
    .version(`hostler ${version}`, "-V, --version")
    .exitOverride()
    .showHelpAfterError();
  const flag = (name: keyof typeof options): Flag => new Flag(options[name].flag, `${options[name].about} [${options[name].variable}]`);
  program
    .command("up")
    .description("start everything here, and stop it on Ctrl-C")
    .addOption(flag("port"))
    .addOption(flag("host"))
    .addOption(flag("data"))
    .addOption(flag("zones"))
    .addOption(flag("account"))
    .addOption(flag("region"))
    .addOption(flag("routers"))
    .option("--no-auth", "look at no signature: everybody who reaches the port may do everything (loopback only)")
    .action((flags) => up(flags, surroundings));
  program
    .command("down")
    .description("stop what runs on a data folder, cleanly, and whatever a crash left behind")
    .addOption(flag("data"))
    .action((flags) => down(flags, surroundings));
  program
    .command("env")
    .description('print the exports that point AWS clients here: eval "$(hostler env)"')
    .addOption(flag("data"))
    .addOption(flag("region"))
    .action((flags) => env(flags, surroundings));
  program
    .command("version")
    .description("print the version")
    .action(() => console.log(`hostler ${version}`));
  try {
    await program.parseAsync([...argv]);
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof OptionError || error instanceof UserError || (error as Error).name === "StartError") {
      console.error(`hostler: ${(error as Error).message}`);
      return 1;
    }
    throw error;
  }
}
