/** `hostler rollout show`: the receipt of a change or a drill of an endpoint. */
import { Option as Flag } from "commander";
import { rolloutLines } from "./rollout-text.ts";
import { connect } from "./server.ts";
import { optionFlag, outputFlag, textOf, type Verb } from "./verb.ts";

export const rolloutShow: Verb = {
  usage: "rollout show <endpoint>",
  about: "show what happened to requests and instances during the latest change or drill of an endpoint",
  flags: [new Flag("--id <rollout>", "another one: see rollout list"), outputFlag(), optionFlag("data")],
  async run(flags, surroundings, endpoint = "") {
    const asked = { EndpointName: endpoint, RolloutId: textOf(flags, "id") };
    const receipt = await connect(flags, surroundings).call("hostler.GetRollout", asked);
    if (flags.output === "json") console.log(JSON.stringify(receipt, null, 2));
    else for (const line of rolloutLines(receipt)) console.log(line);
  },
};
