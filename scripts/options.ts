/** `npm run docs`: writes `docs/options.md` from the table of options. */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Option, options } from "../src/config/options.ts";

/** The page as it should be. A house test compares it with the file. */
export function optionsPage(): string {
  const rows = Object.values(options as Readonly<Record<string, Option<unknown>>>).map(
    ({ flag, variable, fallback, about }) =>
      `| \`${flag}\` | \`${variable}\` | ${fallback === undefined ? "" : `\`${String(fallback)}\``} | ${about} |`,
  );
  return [
    "# Options",
    "",
    "<!-- Written by `npm run docs` from src/config/options.ts. -->",
    "",
    "A flag wins over the environment, which wins over the default.",
    "",
    "| flag | variable | default | |",
    "|---|---|---|---|",
    ...rows,
    "| `--no-auth` | | | Looks at no signature: everybody who reaches the port may do everything. On loopback only. |",
    "",
    "Clients of a running server (`env`, `status`, `deploy`, `invoke`, `logs`, `image`) find it and its key through the data folder. Bounds that are no options (body sizes, queue lengths, time limits) stand together in `src/limits.ts`.",
    "",
  ].join("\n");
}

if (import.meta.main) writeFileSync(resolve(import.meta.dirname, "../docs/options.md"), optionsPage());
