/** `hostler env`: the exports that point every AWS client at this server. */
import { readOptions } from "../config/options.ts";
import { regionOf, runningServer } from "./server.ts";
import { optionFlag, type Verb } from "./verb.ts";

export const env: Verb = {
  usage: "env",
  about: 'print the exports that point AWS clients here: eval "$(hostler env)"',
  flags: [optionFlag("data"), optionFlag("region")],
  run(flags, { environment }) {
    const server = runningServer(readOptions(flags, environment).data);
    const region = regionOf(flags, server);
    const variables = {
      AWS_ENDPOINT_URL: server.url,
      AWS_ACCESS_KEY_ID: server.accessKeyId,
      AWS_SECRET_ACCESS_KEY: server.secretAccessKey,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
    };
    for (const [name, value] of Object.entries(variables)) console.log(`export ${name}=${value}`);
    console.log("unset AWS_SESSION_TOKEN AWS_PROFILE");
  },
};
