/** A request that cannot be answered, with the status that the original container gives. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;

  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** A body that was understood but not predicted on: the container answers 400 with this beginning. */
export const cannotEvaluate = (reason: string): Refusal => new Refusal(400, `Unable to evaluate payload provided: ${reason}`);
