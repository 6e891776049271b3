/** Moves numbers into an array of another length. The old memory is free at once, not only when garbage is collected. */
export function resized<T extends Int32Array | Float32Array | Float64Array | Uint8Array>(array: T, length: number): T {
  const Type = array.constructor as new (buffer: ArrayBuffer) => T;
  return new Type((array.buffer as ArrayBuffer).transfer(length * array.BYTES_PER_ELEMENT));
}
