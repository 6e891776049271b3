/** `hostler rollout list`: what was done to an endpoint. */
import { rolloutListLines } from "./rollout-text.ts";
import { connect } from "./server.ts";
import { optionFlag, outputFlag, type Verb } from "./verb.ts";

export const rolloutList: Verb = {
  usage: "rollout list <endpoint>",
  about: "list what was done to an endpoint, changes and drills, the latest first, with the requests served and failed meanwhile",
  flags: [outputFlag(), optionFlag("data")],
  async run(flags, surroundings, endpoint = "") {
    const answer = await connect(flags, surroundings).call("hostler.ListRollouts", { EndpointName: endpoint });
    if (flags.output === "json") console.log(JSON.stringify(answer, null, 2));
    else if (answer.Rollouts.length === 0) console.log(`Nothing was ever done to an endpoint ${endpoint}.`);
    else for (const line of rolloutListLines(answer.Rollouts)) console.log(line);
  },
};
