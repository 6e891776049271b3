/** The server of `large-object.test.ts`, alone in its process, so that its memory can be measured. */
import { startS3Server } from "./s3-server.ts";

const server = await startS3Server();
const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = server.env;
process.on("message", () => process.send?.({ maxRssKiB: process.resourceUsage().maxRSS }));
process.on("disconnect", stop);
process.on("SIGTERM", stop);
process.send?.({ url: server.url, accessKeyId, secretAccessKey });

function stop(): void {
  void server[Symbol.asyncDispose]().then(() => process.exit());
}
