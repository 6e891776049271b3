/** Rows per second of our predictor and of the library, each on one thread, in turns. */
import { join } from "node:path";
import { LibraryBatch } from "./library-side.ts";
import type { ComparedModel } from "./list.ts";
import { predictorOf } from "./predictors.ts";

/** Rows per second, by round. */
export interface BatchRounds {
  readonly hostler: number[];
  readonly library: number[];
}

export async function compareBatches(
  venv: string,
  models: string,
  model: ComparedModel,
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<BatchRounds> {
  const { rows, predict } = await predictorOf(model.kind, join(models, model.name), join(models, model.rowsFile));
  await using library = await LibraryBatch.start(venv, models, model);
  checkSame(model, predict(), library.predictions);
  const ours = (): number => {
    const started = performance.now();
    let done = 0;
    for (; performance.now() - started < seconds * 1000; done += rows) predict();
    return (done * 1000) / (performance.now() - started);
  };
  ours(); // until the code is compiled
  await library.rowsPerSecond(seconds);
  const measured: BatchRounds = { hostler: [], library: [] };
  for (let round = 0; round < rounds; round++) {
    measured.hostler.push(ours());
    measured.library.push(await library.rowsPerSecond(seconds));
  }
  return measured;
}

/** Ours may give both classes' probabilities where the library's positive one is compared. */
function checkSame({ name }: ComparedModel, ours: ArrayLike<number>, theirs: Float64Array): void {
  const step = ours.length / theirs.length;
  if (step !== 1 && step !== 2) throw new Error(`${name}: ${ours.length} predictions here, ${theirs.length} by the library.`);
  for (let index = 0; index < theirs.length; index++) {
    const [here, there] = [ours[index * step + step - 1]!, theirs[index]!];
    if (!(Math.abs(here - there) <= 1e-4 * Math.max(1, Math.abs(there))))
      throw new Error(`${name}: ${here} here, ${there} by the library.`);
  }
}
