/**
 * Logarithmic buckets for values of any size and sign: each bucket is 2 % wide, so its middle is at most 1 % from any value in it.
 * A bucket is a whole number, and buckets sort as their values do: -100,001 before 0 before 100,001.
 */

/** Slightly better than the 1 % that is promised, to leave room for rounding. */
const relativeError = 0.0099;
const growth = (1 + relativeError) / (1 - relativeError);
const logGrowth = Math.log(growth);

/** Added to the power so that it is positive for every number there is; 5e-324 has the power -37,600. */
const offset = 100_000;

/** The bucket of a finite value. */
export function bucketOf(value: number): number {
  if (value === 0) return 0;
  const bucket = offset + Math.ceil(Math.log(Math.abs(value)) / logGrowth);
  return value < 0 ? -bucket : bucket;
}

/** The middle of a bucket. */
export function middleOf(bucket: number): number {
  if (bucket === 0) return 0;
  const middle = (2 * growth ** (Math.abs(bucket) - offset)) / (growth + 1);
  return bucket < 0 ? -middle : middle;
}
