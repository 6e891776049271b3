/** `hostler up`: starts the server and stays in front of it. */
import { readOptions } from "../config/options.ts";
import type { ServerRecord, Settings } from "../config/settings.ts";
import type { Surroundings } from "./command-line.ts";
import { UserError } from "./user-error.ts";

export type RunUp = (
  options: Settings & { routers: number; inherited: Readonly<Record<string, string>> },
  ready: (server: ServerRecord) => void,
  tell: (line: string) => void,
) => Promise<void>;

const loopback = new Set(["127.0.0.1", "::1", "localhost"]);

export async function up(flags: Record<string, unknown>, { up: runUp, inherited, environment }: Surroundings): Promise<void> {
  const { port, host, data, zones, account, region, routers } = readOptions(flags, environment);
  const noAuth = flags["auth"] === false;
  if (noAuth && !loopback.has(host)) throw new UserError("--no-auth is for loopback only: leave out --host, or keep signatures on.");
  if (noAuth) console.error("hostler: WARNING: --no-auth: every program on this machine may do everything, without a key.");
  const settings = { dataFolder: data, host, port, zones, accountId: account, region, routers, noAuth, inherited };
  await runUp(
    settings,
    ({ url }) => {
      console.log(`hostler is ready at ${url}`);
      console.error(`To point AWS clients here: eval "$(hostler env${data === ".hostler" ? "" : ` --data ${data}`})". Ctrl-C stops it.`);
    },
    (line) => console.error(`hostler: ${line}`),
  );
  console.error("hostler: stopped.");
}
