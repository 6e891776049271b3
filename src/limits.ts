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
} as const;
