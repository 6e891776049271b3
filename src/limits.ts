/** Every bound in one place: nothing in Hostler grows without one. Sizes are bytes, times milliseconds unless the name says otherwise. */
const KiB = 1024;
const MiB = 1024 * KiB;

export const limits = {
  /** Body of a JSON, Query or XML control request. */
  controlBodyBytes: 4 * MiB,
  /** Nesting of JSON and XML bodies. */
  bodyDepth: 64,
  /** Body of InvokeEndpoint, both ways (AWS states 25 MB since 2025; the model still says 6 MiB). */
  invocationBodyBytes: 25 * MiB,
  /** A container must answer within this time (AWS: 60 s). */
  invocationMs: 60_000,
  /** Invocations one instance may be working on before the router answers ThrottlingException. */
  inFlightPerInstance: 1000,
  /** A model server told to stop answers what is in flight within this time (AWS kills containers after 30 s). */
  modelStopMs: 28_000,
  /** One object, as on S3. */
  objectBytes: 5 * 1024 ** 4,
  /** An object's key, in UTF-8. */
  objectKeyBytes: 1024,
  /** User metadata of one object, names and values together (S3: 2 KB). */
  objectMetadataBytes: 2 * KiB,
  /** Parts of one multipart upload, and the least size of each but the last. */
  uploadParts: 10_000,
  uploadPartBytes: 5 * MiB,
  /** Multipart uploads in progress in one bucket, and how long one may stay unfinished before it is aborted. */
  uploadsPerBucket: 10_000,
  uploadMs: 7 * 24 * 60 * 60 * 1000,
  buckets: 1000,
  /** Entries of one page of a listing, and keys of one DeleteObjects. */
  objectPage: 1000,
} as const;
