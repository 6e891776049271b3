/**
 * A native model server whose model takes its time and no CPU: `node fixed-time-model.ts SOCKET SERVICE_MS ANSWER`. It answers one request
 * after the other, and does nothing else meanwhile, as models that compute do.
 */
import { serveModel } from "../../src/models/model-http.ts";

const [socket, serviceMs, text] = process.argv.slice(2);
const answer = { status: 200, contentType: "text/plain", body: Buffer.from(text!) };
const never = new Int32Array(new SharedArrayBuffer(4));
const invoke = () => {
  Atomics.wait(never, 0, 0, Number(serviceMs));
  return answer;
};
serveModel({ invoke }, console.error).server.listen(socket);
