/** A loaded model behind the framed link: requests in the order they came, without those that nobody waits for any more. */
import { systemClock } from "../lib/clock.ts";
import type { LinkCall } from "../link/link-call.ts";
import { LinkServer } from "../link/link-server.ts";
import { BatchQueue } from "./batch-queue.ts";
import { Batches, type BatchSettings } from "./batching.ts";
import type { InvocationResponse, ModelServer } from "./contract.ts";
import { answerOf, tooLarge } from "./model-answer.ts";
import { RunQueue } from "./run-queue.ts";

/** `log` receives a line for each mistake of ours. Throws a `ModelLoadError` when batching is asked of a model that cannot do it. */
export function serveLink(model: ModelServer, log: (line: string) => void, batching?: BatchSettings): LinkServer {
  const alone = new RunQueue((call) => {
    const answer = answerOf(model, call, log);
    if (answer instanceof Promise) return answer.then((later) => send(call, later));
    send(call, answer);
  }, systemClock);
  const push = batching ? batched(batching, new Batches(model, log), alone) : (call: LinkCall): void => alone.push(call);
  return new LinkServer({ call: push, tooLarge: (call) => send(call, tooLarge()) }, systemClock);
}

/** Takes up calls for evaluations together; `alone` gets those that have to be answered by themselves. */
function batched(settings: BatchSettings, batches: Batches, alone: RunQueue): (call: LinkCall) => void {
  const run = async (calls: readonly LinkCall[]): Promise<void> => {
    const answers = batches.off ? [] : await batches.answer(calls);
    for (const [at, call] of calls.entries()) {
      const answer = answers[at];
      if (answer) send(call, answer);
      else alone.takeBack(call);
    }
  };
  const queue = new BatchQueue(settings, { run, clock: systemClock });
  return (call) => (batches.off ? alone : queue).push(call);
}

function send(call: LinkCall, answer: InvocationResponse): void {
  call.answer(answer.status, answer, answer.body);
}
