/** The back end of our router in `bench:router`: a native model server at the Unix socket it is given, whose model does nothing. */
import { serveModel } from "../src/models/model-http.ts";

const [socket, text] = process.argv.slice(2);
const answer = { status: 200, contentType: "application/json", body: Buffer.from(text!) };
const { server } = serveModel({ invoke: () => answer }, console.error);
server.listen(socket);
