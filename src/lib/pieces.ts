/**
 * The bytes of a body that comes in pieces. A piece takes more memory than its bytes, and keeps what it was cut from: a body in chunks of one
 * byte would take a hundred times its size, and all of it anew for whoever collects garbage. So small ones in a row are put together at once.
 */
const smallBytes = 512;
const leastTail = 512;
const mostTail = 16 * 1024;

const none = Buffer.alloc(0);

export class Pieces {
  #pieces: Buffer[] = [];
  /** Memory for small pieces that follow each other, and how much of it has come. */
  #tail = none;
  #used = 0;

  push(piece: Buffer): void {
    if (piece.length <= smallBytes && this.count > 0) this.#add(piece);
    else {
      this.#endTail();
      this.#tail = none;
      this.#pieces.push(piece);
    }
  }

  /** How many there are now, those that were put together as one. */
  get count(): number {
    return this.#pieces.length + (this.#used > 0 ? 1 : 0);
  }

  /** All of them, as they came if it was only one. From then on they are one, and small ones that follow are put behind it where it lies. */
  whole(): Buffer {
    if (this.#pieces.length === 0) return this.#tail.subarray(0, this.#used);
    this.#endTail();
    if (this.#pieces.length > 1) this.#join();
    return this.#pieces[0] ?? this.#tail.subarray(0, this.#used);
  }

  /** Lets go of them all. */
  clear(): void {
    this.#pieces = [];
    this.#tail = none;
    this.#used = 0;
  }

  #join(): void {
    const bytes = this.#pieces.reduce((sum, { length }) => sum + length, 0);
    if (2 * bytes > mostTail) {
      this.#pieces = [Buffer.concat(this.#pieces, bytes)];
      return;
    }
    this.#tail = Buffer.allocUnsafeSlow(Math.max(leastTail, 2 * bytes));
    this.#used = 0;
    for (const piece of this.#pieces) this.#used += piece.copy(this.#tail, this.#used);
    this.#pieces = [];
  }

  #add(piece: Buffer): void {
    if (this.#used + piece.length > this.#tail.length) {
      const length = Math.min(mostTail, Math.max(leastTail, this.#tail.length * 2));
      this.#endTail();
      this.#tail = Buffer.allocUnsafeSlow(length);
    }
    piece.copy(this.#tail, this.#used);
    this.#used += piece.length;
  }

  /** What follows goes behind it in the same memory. */
  #endTail(): void {
    if (this.#used === 0) return;
    this.#pieces.push(this.#tail.subarray(0, this.#used));
    this.#tail = this.#tail.subarray(this.#used);
    this.#used = 0;
  }
}
