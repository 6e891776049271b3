/** The documents behind models and endpoint configurations: what the caller sent, and what was added to it. */
import type { CreateEndpointConfigInput, CreateModelInput } from "../api/gen/sagemaker.gen.ts";

export interface ModelDocument {
  readonly name: string;
  readonly arn: string;
  readonly createdMs: number;
  readonly input: CreateModelInput;
  /** Zones of the model's subnets; absent without VpcConfig. */
  readonly zones?: readonly string[];
}

export interface EndpointConfigDocument {
  readonly name: string;
  readonly arn: string;
  readonly createdMs: number;
  readonly input: CreateEndpointConfigInput;
}
