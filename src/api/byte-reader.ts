/** Reads lines and runs of bytes from a stream of buffers, holding no more than one buffer and one line. */
export class ByteReader {
  readonly #source: AsyncIterator<Buffer>;
  #buffer: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The next bytes, at most `most` of them; undefined at the end. */
  async some(most: number): Promise<Buffer | undefined> {
    if (!(await this.#fill())) return undefined;
    const part = this.#buffer.subarray(0, most);
    this.#buffer = this.#buffer.subarray(part.length);
    return part;
  }

  /** The next line without its line break; undefined when it is longer than `most` or the stream ends before the break. */
  async line(most: number): Promise<string | undefined> {
    let line = "";
    while (await this.#fill()) {
      const end = this.#buffer.indexOf(0x0a);
      const part = this.#buffer.subarray(0, end < 0 ? this.#buffer.length : end);
      if (line.length + part.length > most) return undefined;
      line += part.toString("latin1");
      this.#buffer = this.#buffer.subarray(end < 0 ? part.length : end + 1);
      if (end >= 0) return line.endsWith("\r") ? line.slice(0, -1) : line;
    }
    return undefined;
  }

  /** True when nothing is left. */
  async ended(): Promise<boolean> {
    return !(await this.#fill());
  }

  /** Lets go of the source before its end. */
  async close(): Promise<void> {
    await this.#source.return?.();
  }

  async #fill(): Promise<boolean> {
    while (this.#buffer.length === 0) {
      const next = await this.#source.next();
      if (next.done) return false;
      this.#buffer = next.value;
    }
    return true;
  }
}
