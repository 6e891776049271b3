/** `hostler invoke`: sends one request to an endpoint and prints the answer as it came. */
import { Option as Flag } from "commander";
import { systemClock as clock } from "../lib/clock.ts";
import { readBody } from "./request-body.ts";
import { connect } from "./server.ts";
import { optionFlag, textOf, type Verb } from "./verb.ts";

export const invoke: Verb = {
  usage: "invoke <endpoint>",
  about: "send a request to an endpoint and print the answer; the body is --body, --file or standard input",
  flags: [
    new Flag("--body <text>", "the body itself").conflicts("file"),
    new Flag("--file <path>", "a file with the body"),
    new Flag("--content-type <type>", "type of the body").default("text/csv"),
    new Flag("--accept <type>", "type of the answer; the model chooses without it"),
    new Flag("--variant <name>", "ask this production variant instead of one by weight"),
    new Flag("-v, --verbose", "say on stderr which variant answered, and how long it took"),
    optionFlag("data"),
    optionFlag("region"),
  ],
  example: "hostler invoke fraud --body '0.4,17,1' -v",
  async run(flags, surroundings, endpoint = "") {
    const client = connect(flags, surroundings);
    const body = await readBody(flags);
    const startedMs = clock.now();
    const answer = await client.invoke(endpoint, {
      body,
      contentType: textOf(flags, "contentType") ?? "text/csv",
      accept: textOf(flags, "accept"),
      variant: textOf(flags, "variant"),
    });
    const tookMs = clock.now() - startedMs;
    process.stdout.write(answer.body);
    if (process.stdout.isTTY && answer.body.at(-1) !== 10) process.stdout.write("\n");
    if (flags.verbose) console.error(`variant ${answer.variant}, ${tookMs} ms, ${answer.body.length} bytes of ${answer.contentType}`);
  },
};
