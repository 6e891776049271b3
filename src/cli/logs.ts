/** `hostler logs`: what the instances of an endpoint print. */
import { Option as Flag } from "commander";
import type { GetEndpointLogsOutput } from "../api/hostler-service.ts";
import { systemClock as clock } from "../lib/clock.ts";
import { connect } from "./server.ts";
import { dim } from "./table.ts";
import { countOf, optionFlag, outputFlag, textOf, type Verb } from "./verb.ts";

const pollMs = 300;

export const logs: Verb = {
  usage: "logs <endpoint>",
  about: "show what the instances of an endpoint print, each line after its variant and instance",
  flags: [
    new Flag("-f, --follow", "go on until Ctrl-C"),
    new Flag("--variant <name>", "only of this production variant"),
    new Flag("--lines <number>", "lines of each instance to begin with").default("100"),
    outputFlag("one object a line"),
    optionFlag("data"),
  ],
  async run(flags, surroundings, endpoint = "") {
    const client = connect(flags, surroundings);
    const over = interrupted(flags.follow === true);
    const asked = { EndpointName: endpoint, VariantName: textOf(flags, "variant"), Lines: countOf(flags, "lines", 0, 10_000) };
    const show = flags.output === "json" ? showJson : showText;
    let { Events, NextToken } = await client.call("hostler.GetEndpointLogs", asked);
    show(Events);
    if (Events.length === 0 && !flags.follow) console.error(`No instance of ${endpoint} has printed anything yet.`);
    while (flags.follow && !over.aborted) {
      await clock.sleep(pollMs, over);
      if (over.aborted) return;
      ({ Events, NextToken } = await client.call("hostler.GetEndpointLogs", { ...asked, NextToken }));
      show(Events);
    }
  },
};

type LogEvents = GetEndpointLogsOutput["Events"];

function showText(events: LogEvents): void {
  for (const { Source, Message } of events) console.log(`${dim(Source)}  ${Message}`);
}

function showJson(events: LogEvents): void {
  for (const { Source, Message } of events) {
    const [variant, instance] = Source.split("/");
    console.log(JSON.stringify({ variant, instance, message: Message }));
  }
}

/** Aborted by Ctrl-C, which ends the following and is no failure. */
function interrupted(listens: boolean): AbortSignal {
  const over = new AbortController();
  if (listens) for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => over.abort());
  return over.signal;
}
