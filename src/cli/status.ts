/** `hostler status`: every process of ours, every endpoint, every instance. */
import { connect } from "./server.ts";
import { readStatus } from "./status-document.ts";
import { statusLines } from "./status-text.ts";
import { optionFlag, outputFlag, type Verb } from "./verb.ts";

export const status: Verb = {
  usage: "status",
  about: "show processes, endpoints and instances: where each runs, in which state, from which archive",
  flags: [outputFlag(), optionFlag("data")],
  async run(flags, surroundings) {
    const document = await readStatus(connect(flags, surroundings));
    if (flags.output === "json") console.log(JSON.stringify(document, null, 2));
    else for (const line of statusLines(document)) console.log(line);
  },
};
