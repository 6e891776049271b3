/** A model server that prints the body of each invocation. */
import { createServer } from "node:http";

const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  if (request.method === "POST") process.stdout.write(`${body}\n`);
  response.end("said");
});
server.listen(Number(process.env.SAGEMAKER_BIND_TO_PORT), "127.0.0.1");
process.once("SIGTERM", () => process.exit(0));
