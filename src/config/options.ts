/** The table of options: environment, flags and `--help` come from it. Flags win over the environment, which wins over the default. */

export interface Option<T> {
  readonly variable: string;
  readonly flag: string;
  readonly fallback: T;
  readonly about: string;
  /** Reads the text of a flag or variable; throws an OptionError that says what would be right. */
  read(text: string): T;
}

/** The user gave an option that cannot be. */
export class OptionError extends Error {
  override readonly name = "OptionError";
}

function option<T>(
  variable: string,
  flag: string,
  fallback: T,
  about: string,
  read: (text: string) => T | undefined,
  expected: string,
): Option<T> {
  return {
    variable,
    flag,
    fallback,
    about,
    read: (text) => {
      const value = read(text.trim());
      if (value === undefined) throw new OptionError(`${flag.split(" ")[0]} (or ${variable}) must be ${expected}, not "${text}".`);
      return value;
    },
  };
}

const matching =
  (pattern: RegExp) =>
  (text: string): string | undefined =>
    pattern.test(text) ? text : undefined;

function integer(min: number, max: number) {
  return (text: string): number | undefined => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    return value >= min && value <= max ? value : undefined;
  };
}

function zoneNames(text: string): readonly string[] | undefined {
  const names = text.split(",").map((name) => name.trim());
  const good = names.length <= 26 && names.every((name) => /^[a-z0-9][a-z0-9-]{0,62}$/.test(name)) && new Set(names).size === names.length;
  return good ? names : undefined;
}

/** An option without a default. */
const file = (variable: string, flag: string, about: string): Option<string | undefined> =>
  option<string | undefined>(variable, flag, undefined, about, matching(/./s), "a file");

export const options = {
  port: option(
    "HOSTLER_PORT",
    "--port <number>",
    9400,
    "Where everything listens: one port for all services. 0 takes a free one.",
    integer(0, 65535),
    "a number from 0 to 65535",
  ),
  host: option(
    "HOSTLER_HOST",
    "--host <address>",
    "127.0.0.1",
    "The address it listens at. Anything but loopback is reachable by others.",
    matching(/^[0-9a-zA-Z.:-]{1,253}$/),
    "an address",
  ),
  data: option("HOSTLER_DATA", "--data <folder>", ".hostler", "Where state, objects, logs and keys are kept.", matching(/./s), "a folder"),
  zones: option(
    "HOSTLER_ZONES",
    "--zones <names>",
    ["zone-a", "zone-b", "zone-c"] as readonly string[],
    "Names of the zones, separated by commas: fault domains of this host's processes.",
    zoneNames,
    "up to 26 different names of lower-case letters, digits and hyphens, separated by commas",
  ),
  account: option(
    "HOSTLER_ACCOUNT",
    "--account <id>",
    "000000000000",
    "The account id that ARNs carry.",
    matching(/^\d{12}$/),
    "12 digits",
  ),
  region: option(
    "HOSTLER_REGION",
    "--region <name>",
    "us-east-1",
    "The region of callers that name none, and the one `hostler env` prints.",
    matching(/^[a-z]{2}(-[a-z]+)+-\d$/),
    "a region such as us-east-1",
  ),
  routers: option(
    "HOSTLER_ROUTERS",
    "--routers <number>",
    1,
    "Router processes that share the port; more than one on Linux only.",
    integer(1, 64),
    "a number from 1 to 64",
  ),
  tlsCert: file("HOSTLER_TLS_CERT", "--tls-cert <file>", "The certificate to speak HTTPS with, and what vouches for it, in PEM."),
  tlsKey: file("HOSTLER_TLS_KEY", "--tls-key <file>", "The private key of the certificate, in PEM."),
  tlsCa: file("HOSTLER_TLS_CA", "--tls-ca <file>", "What clients must trust if a private authority signed it: `hostler env` names it."),
} as const;

export type OptionName = keyof typeof options;
type ValueOf<O> = O extends Option<infer T> ? T : never;
export type OptionValues = { readonly [Name in OptionName]: ValueOf<(typeof options)[Name]> };

/** The values in force. `flags` are texts by option name; absent ones fall back. */
export function readOptions(
  flags: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string | undefined>>,
): OptionValues {
  const values: Record<string, unknown> = {};
  for (const [name, { variable, fallback, read }] of Object.entries(options) as [string, Option<unknown>][]) {
    const text = flags[name] ?? environment[variable];
    values[name] = typeof text === "string" && text !== "" ? read(text) : fallback;
  }
  return values as OptionValues;
}
