/** Structured logs: one JSON object a line, secrets left out. */
import pino from "pino";

export interface Logger {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

/** A logger that writes to standard output; `error` fields keep their stack, and anything that looks like a credential is removed. */
export function openLogger(role: string): Logger {
  return pino({
    base: { role },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { error: pino.stdSerializers.err },
    redact: { paths: ["secret", "secretAccessKey", "authorization", "headers.authorization"], remove: true },
  });
}

/** The log of an API server: failures of ours loudly, answers only when they are errors of ours. */
export function apiLog(log: Logger) {
  return {
    failed: (event: { requestId: string; operation: string; error: unknown }): void => log.error(event, "an operation failed unexpectedly"),
  };
}
