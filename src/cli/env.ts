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
    const caFile = server.tls?.caFile;
    const variables = {
      AWS_ENDPOINT_URL: server.url,
      AWS_ACCESS_KEY_ID: server.accessKeyId,
      AWS_SECRET_ACCESS_KEY: server.secretAccessKey,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      // The first is read by boto3, the AWS CLI and most SDKs, the second by that for JavaScript.
      ...(caFile !== undefined && { AWS_CA_BUNDLE: quoted(caFile), NODE_EXTRA_CA_CERTS: quoted(caFile) }),
    };
    for (const [name, value] of Object.entries(variables)) console.log(`export ${name}=${value}`);
    console.log("unset AWS_SESSION_TOKEN AWS_PROFILE");
  },
};

/** For a shell; the other values need no quotes. */
const quoted = (text: string): string => (/^[\w./@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
