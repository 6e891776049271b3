/** What reaches a process that may be stopped for a while (SIGSTOP): nothing is lost, all of it comes when the process goes on. */
export class Gate {
  #held: (() => void)[] | undefined;

  get isShut(): boolean {
    return this.#held !== undefined;
  }

  /** Does it now, or when the process goes on. */
  run(action: () => void): void {
    if (this.#held) this.#held.push(action);
    else action();
  }

  /** Resolves when the process runs. */
  async pass(): Promise<void> {
    if (this.#held) await new Promise<void>((resolve) => void this.#held!.push(resolve));
  }

  shut(): void {
    this.#held ??= [];
  }

  open(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const action of held) action();
  }
}
