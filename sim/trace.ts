/** What happened, in order: its hash says whether two runs were the same, its tail tells the story of a failure. */
import { createHash } from "node:crypto";

/** Sentences kept for the story. */
const tailLength = 120;

export class Trace {
  readonly #hash = createHash("sha256");
  readonly #now: () => number;
  readonly #tail: string[] = [];
  readonly #counts = new Map<string, number>();
  #violation: string | undefined;

  /** `now` gives the world's time in milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** The first law that was broken. */
  get violation(): string | undefined {
    return this.#violation;
  }

  /** How often each kind of thing happened. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  /** Something happened that a reader of the story wants to know. */
  note(kind: string, text = ""): void {
    const line = `${(this.#now() / 1000).toFixed(3).padStart(9)} ${kind} ${text}`;
    this.#hash.update(line);
    this.#tail.push(line);
    if (this.#tail.length > tailLength) this.#tail.shift();
    this.count(kind);
  }

  /** Something happened that is too common for the story. */
  count(kind: string): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
  }

  /** A law of the world does not hold. */
  violate(text: string): void {
    if (this.#violation === undefined) this.note("VIOLATION", text);
    this.#violation ??= text;
  }

  tail(): string {
    return this.#tail.join("\n");
  }

  digest(): string {
    for (const [kind, count] of this.#counts) this.#hash.update(`${kind}=${count}`);
    return this.#hash.copy().digest("hex");
  }
}
