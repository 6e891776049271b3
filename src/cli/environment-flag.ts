/** `--env NAME=VALUE …`: variables of a model. */
import { Option as Flag } from "commander";
import { shellWord } from "./shell-word.ts";
import { UserError } from "./user-error.ts";
import type { Flags } from "./verb.ts";

export const environmentFlag = (): Flag => new Flag("--env <name=value...>", "environment variables of the model");

export function environmentOf(flags: Flags): Record<string, string> {
  const given = (flags.env as readonly string[] | undefined) ?? [];
  const variables = given.map((text): [string, string] => {
    const equals = text.indexOf("=");
    if (equals <= 0) throw new UserError(`--env must be NAME=VALUE, not "${text}".`);
    return [text.slice(0, equals), text.slice(equals + 1)];
  });
  return Object.fromEntries(variables);
}

/** The flag with these variables, to be put behind a command that is shown; nothing when there are none. */
export function environmentText(environment: Readonly<Record<string, string>>): string {
  const variables = Object.entries(environment).map(([name, value]) => shellWord(`${name}=${value}`));
  return variables.length > 0 ? ` --env ${variables.join(" ")}` : "";
}
