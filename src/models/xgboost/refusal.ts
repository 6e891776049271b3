/** How the XGBoost container words what it cannot do. */
import { Refusal } from "../refusal.ts";

/** A body that was understood but not predicted on: the container answers 400 with this beginning. */
export const cannotEvaluate = (reason: string): Refusal => new Refusal(400, `Unable to evaluate payload provided: ${reason}`);
