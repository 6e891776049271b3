/** The answer to a request that failed, whatever went wrong. */
import { protocols } from "./protocols.ts";
import type { ServiceModel } from "./service-model.ts";
import { ApiError, type WireResponse } from "./wire.ts";

export interface RefusalLog {
  /** An unexpected error that the caller sees as InternalFailure. */
  failed(event: { requestId: string; operation: string; error: unknown }): void;
}

/** What is known of the request, and who answers. */
interface Refused {
  readonly model: ServiceModel;
  readonly requestId: string;
  readonly operation: string;
  readonly log: RefusalLog;
}

/** In the words of the service's protocol. What we did not expect is logged, and its text stays here. */
export function refuse(error: unknown, { model, requestId, operation, log }: Refused): { answer: WireResponse; code: string } {
  const known = error instanceof ApiError ? error : internalFailure(model);
  if (known !== error) log.failed({ requestId, operation, error });
  return { answer: protocols[model.protocol].refuse(model, known, requestId), code: known.code };
}

function internalFailure(model: ServiceModel): ApiError {
  if (model.protocol === "rest-xml") return new ApiError("InternalError", 500, "We encountered an internal error. Please try again.");
  return new ApiError("InternalFailure", 500, "The request processing has failed because of an unknown error, exception or failure.");
}
