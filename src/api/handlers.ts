/** What an operation is to the API: a function of one call, typed by the service model. */
import type { CloudwatchOperations } from "./gen/cloudwatch.gen.ts";
import type { IamOperations } from "./gen/iam.gen.ts";
import type { LogsOperations } from "./gen/logs.gen.ts";
import type { S3Operations } from "./gen/s3.gen.ts";
import type { SagemakerOperations } from "./gen/sagemaker.gen.ts";
import type { SagemakerRuntimeOperations } from "./gen/sagemaker-runtime.gen.ts";
import type { StsOperations } from "./gen/sts.gen.ts";
import type { HostlerOperations } from "./hostler-service.ts";
import type { Principal } from "./wire.ts";

/** One authenticated, parsed and validated request. */
export interface Call<Input> {
  readonly input: Input;
  readonly principal: Principal;
  readonly requestId: string;
  /** When its head had come, by the server's stopwatch; 0 for a server without one. */
  readonly receivedUs: number;
  /**
   * The streaming payload (PutObject, UploadPart), already without chunk framing; empty for every other operation.
   * It throws after its last byte when the signature or the length does not fit, so nothing may be kept before it has ended.
   */
  readonly body: AsyncIterable<Buffer>;
  /** Trailing headers of the payload, such as its checksum; complete once `body` has ended. */
  trailers(): Readonly<Record<string, string>>;
  /** Header names are lower-case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Aborted when the client has gone. */
  readonly signal: AbortSignal;
}

export type Handler<Input, Output> = (call: Call<Input>) => Promise<Output>;

/** Every operation of every service, as `service.Operation`. */
export type Operations = SagemakerOperations &
  SagemakerRuntimeOperations &
  S3Operations &
  StsOperations &
  IamOperations &
  CloudwatchOperations &
  LogsOperations &
  HostlerOperations;

/** The operations a server serves; the others answer that Hostler does not have them. */
export type Handlers = {
  readonly [Name in keyof Operations]?: Handler<Operations[Name]["input"], Operations[Name]["output"]>;
};
