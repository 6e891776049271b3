/** What a model answers, however the request came; a mistake of ours costs that request only. */
import { limits } from "../limits.ts";
import type { InvocationRequest, InvocationResponse, ModelServer } from "./contract.ts";

/** Asks the model; at once where it answers at once. `log` receives a line for each mistake of ours. */
export function answerOf(
  model: ModelServer,
  request: InvocationRequest,
  log: (line: string) => void,
): InvocationResponse | Promise<InvocationResponse> {
  const failed = (error: unknown): InvocationResponse => {
    log(`an invocation failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return problem(500, "The model server failed on this request; its log has the details.");
  };
  try {
    const answer = model.invoke(request);
    return answer instanceof Promise ? answer.catch(failed) : answer;
  } catch (error) {
    return failed(error);
  }
}

export const tooLarge = (): InvocationResponse => problem(413, `The body is larger than ${limits.invocationBodyBytes} bytes.`);

export const problem = (status: number, sentence: string): InvocationResponse => ({
  status,
  contentType: "application/json",
  body: JSON.stringify({ error: sentence }),
});
