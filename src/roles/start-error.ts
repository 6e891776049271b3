/** Why Hostler does not start or stop: one sentence that says what to do. */
export class StartError extends Error {
  override readonly name = "StartError";
}
