/** What turns a model's sums into answers. Steps in double, rounded to float32 once: MXNet's own float32 steps differ from its release to release. */

export const sigmoidAll = (values: Float32Array): Float32Array => values.map((value) => 1 / (1 + Math.exp(-value)));

/** Each row of `width` numbers becomes positive and adds up to 1. */
export function softmaxRows(values: Float32Array, width: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let row = 0; row < values.length; row += width) {
    let greatest = values[row]!;
    for (let at = row; at < row + width; at++) greatest = Math.max(greatest, values[at]!);
    let sum = 0;
    for (let at = row; at < row + width; at++) sum += Math.exp(values[at]! - greatest);
    for (let at = row; at < row + width; at++) out[at] = Math.exp(values[at]! - greatest) / sum;
  }
  return out;
}

/** The place of the first greatest of each row of `width` numbers. */
export function argmaxRows(values: Float32Array, width: number): Float32Array {
  return Float32Array.from({ length: values.length / width }, (_, row) => {
    let best = 0;
    for (let at = 1; at < width; at++) if (values[row * width + at]! > values[row * width + best]!) best = at;
    return best;
  });
}

export type Activation = (value: number) => number;

const activations: Readonly<Record<string, Activation>> = {
  sigmoid: (value) => 1 / (1 + Math.exp(-value)),
  tanh: Math.tanh,
  relu: (value) => Math.max(value, 0),
  softrelu: (value) => Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value))),
  softsign: (value) => value / (1 + Math.abs(value)),
};

/** By MXNet's name (operator `Activation`); undefined for a name it does not have. */
export const activationNamed = (name: string): Activation | undefined => (Object.hasOwn(activations, name) ? activations[name] : undefined);
