/** Every bound in one place: nothing in Hostler grows without one. Sizes are bytes, times milliseconds unless the name says otherwise. */
const KiB = 1024;
const MiB = 1024 * KiB;
const GiB = 1024 * MiB;

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
  /** Unpacking of a model archive. */
  artifact: {
    /** Entries, and the files and directories they make. */
    entries: 10_000,
    expandedBytes: 20 * GiB,
    /** A gzip stream may expand this many times its size ... */
    expansionRatio: 200,
    /** ... and always to this much: small models of mostly zeros compress 1000:1. */
    freeExpansionBytes: 256 * MiB,
    /** One name; what Linux file systems and AWS allow. */
    nameBytes: 255,
    /** All the names of a path; leaves room below PATH_MAX for the directory it goes to. */
    pathBytes: 3072,
    extractMs: 3_600_000,
    heapMiB: 128,
  },
  /** `/ping` must answer within this time (AWS: 2 s). */
  pingTimeoutMs: 2_000,
  /** Between two pings of a healthy instance, and of one that just failed a ping. */
  pingIntervalMs: 2_000,
  pingRetryMs: 500,
  /** An instance's log file is moved aside beyond this size. */
  instanceLogBytes: 16 * MiB,
  /** Unpacking an archive: entries and expanded size. */
  archiveEntries: 10_000,
  archiveBytes: 20 * 1024 * MiB,
  /** Sentences of the event log kept for one endpoint. */
  eventsPerEndpoint: 1000,
  /** Instances over all endpoints of one host. */
  instancesPerHost: 200,
} as const;
