/**
 * The bytes of a body that comes in pieces. A piece takes more memory than its bytes, and keeps what it was cut from: a body in chunks of one
 * byte would take a hundred times its size. So many small ones in a row are put together on the way.
 */
const smallBytes = 512;
const mostSmall = 256;

export class Pieces {
  readonly #pieces: Buffer[] = [];
  /** So many at the end are small. */
  #small = 0;

  push(piece: Buffer): void {
    this.#pieces.push(piece);
    if (piece.length > smallBytes) this.#small = 0;
    else if (++this.#small === mostSmall) {
      this.#pieces.push(Buffer.concat(this.#pieces.splice(-mostSmall)));
      this.#small = 0;
    }
  }

  /** How many there are now, those that were put together as one. */
  get count(): number {
    return this.#pieces.length;
  }

  /** All of them, as they came if it was only one. */
  whole(): Buffer {
    return this.#pieces.length === 1 ? this.#pieces[0]! : Buffer.concat(this.#pieces);
  }
}
