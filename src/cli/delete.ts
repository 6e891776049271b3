/** `hostler delete`: ends an endpoint and waits until it is gone. Its configuration, models and archives stay. */
import { systemClock as clock } from "../lib/clock.ts";
import { untilDeleted } from "./deployment-watch.ts";
import { connect } from "./server.ts";
import { optionFlag, type Verb } from "./verb.ts";

export const deleteEndpoint: Verb = {
  usage: "delete <endpoint>",
  about: "end an endpoint; requests in flight are answered first",
  flags: [optionFlag("data"), optionFlag("region")],
  async run(flags, surroundings, endpoint = "") {
    const client = connect(flags, surroundings);
    await client.call("sagemaker.DeleteEndpoint", { EndpointName: endpoint });
    await untilDeleted(client, endpoint, clock);
    console.log(`Endpoint ${endpoint} is gone. Its configuration and models stay.`);
  },
};
