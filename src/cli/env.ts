/** `hostler env`: the exports that point every AWS client at this server. */
import { readOptions } from "../config/options.ts";
import type { Surroundings } from "./command-line.ts";
import { runningServer } from "./server.ts";

export async function env(flags: Record<string, unknown>, { environment }: Surroundings): Promise<void> {
  const { data } = readOptions(flags, environment);
  const server = runningServer(data);
  const region = typeof flags["region"] === "string" ? flags["region"] : server.region;
  const variables = {
    AWS_ENDPOINT_URL: server.url,
    AWS_ACCESS_KEY_ID: server.accessKeyId,
    AWS_SECRET_ACCESS_KEY: server.secretAccessKey,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
  };
  for (const [name, value] of Object.entries(variables)) console.log(`export ${name}=${value}`);
  console.log("unset AWS_SESSION_TOKEN AWS_PROFILE");
}
