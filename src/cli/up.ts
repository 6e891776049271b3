/** `hostler up`: starts the server and stays in front of it. */

import { resolve } from "node:path";
import { Option as Flag } from "commander";
import { readFailpoints } from "../config/failpoints.ts";
import { OptionError, type OptionValues, readOptions } from "../config/options.ts";
import type { ServerRecord, Settings } from "../config/settings.ts";
import { UserError } from "./user-error.ts";
import { type Flags, optionFlag, type Surroundings, type Verb } from "./verb.ts";

export type RunUp = (
  options: Settings & { routers: number; caFile?: string | undefined; inherited: Readonly<Record<string, string>> },
  ready: (server: ServerRecord) => void,
  tell: (line: string) => void,
) => Promise<void>;

export const up: Verb = {
  usage: "up",
  about: "start everything here, and stop it on Ctrl-C",
  flags: [
    ...(["port", "host", "data", "zones", "account", "region", "routers", "tlsCert", "tlsKey", "tlsCa"] as const).map(optionFlag),
    new Flag("--no-auth", "look at no signature: everybody who reaches the port may do everything (loopback only)"),
  ],
  run: start,
};

const loopback = new Set(["127.0.0.1", "::1", "localhost"]);

async function start(flags: Flags, { up: runUp, inherited, environment }: Surroundings): Promise<void> {
  const values = readOptions(flags, environment);
  const { port, host, data, zones, account, region, routers } = values;
  const noAuth = flags.auth === false;
  const failpoints = readFailpoints(environment);
  if (routers > 1 && process.platform !== "linux") throw new UserError("Several routers share a port on Linux only: leave out --routers.");
  if (noAuth && !loopback.has(host)) throw new UserError("--no-auth is for loopback only: leave out --host, or keep signatures on.");
  if (noAuth) console.error("hostler: WARNING: --no-auth: every program on this machine may do everything, without a key.");
  const settings = { dataFolder: data, host, port, zones, accountId: account, region, routers, noAuth, inherited, failpoints };
  await runUp(
    { ...settings, ...tlsFilesOf(values) },
    ({ url }) => {
      console.log(`hostler is ready at ${url}`);
      console.error(`To point AWS clients here: eval "$(hostler env${data === ".hostler" ? "" : ` --data ${data}`})". Ctrl-C stops it.`);
    },
    (line) => console.error(`hostler: ${line}`),
  );
  console.error("hostler: stopped.");
}

/** Absolute, since our processes work in folders of their own. */
function tlsFilesOf({ tlsCert, tlsKey, tlsCa }: OptionValues): Pick<Parameters<RunUp>[0], "tls" | "caFile"> {
  if (tlsCert === undefined && tlsKey === undefined && tlsCa === undefined) return {};
  if (tlsCert === undefined) throw new OptionError("HTTPS needs a certificate: name its file with --tls-cert (or HOSTLER_TLS_CERT).");
  if (tlsKey === undefined) throw new OptionError("HTTPS needs the certificate's key: name its file with --tls-key (or HOSTLER_TLS_KEY).");
  const caFile = tlsCa === undefined ? undefined : resolve(tlsCa);
  return { tls: { certFile: resolve(tlsCert), keyFile: resolve(tlsKey) }, caFile };
}
