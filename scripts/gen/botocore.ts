/** The part of a botocore service model (service-2.json) that Hostler reads. */
import type { TimestampFormat, XmlNamespace } from "../../src/api/service-model.ts";

export interface BotoModel {
  readonly metadata: BotoMetadata;
  readonly operations: Record<string, BotoOperation>;
  readonly shapes: Record<string, BotoShape>;
}

export interface BotoMetadata {
  readonly protocol: string;
  readonly protocols?: readonly string[];
  readonly apiVersion: string;
  readonly serviceId?: string;
  readonly endpointPrefix?: string;
  readonly signingName?: string;
  readonly targetPrefix?: string;
  readonly jsonVersion?: string;
  readonly xmlNamespace?: string;
  readonly awsQueryCompatible?: object;
}

export interface BotoOperation {
  readonly name: string;
  readonly http: { readonly method: string; readonly requestUri: string; readonly responseCode?: number };
  readonly input?: BotoRef;
  readonly output?: BotoRef & { readonly resultWrapper?: string };
  readonly errors?: readonly BotoRef[];
  readonly httpChecksum?: {
    readonly requestAlgorithmMember?: string;
    readonly requestChecksumRequired?: boolean;
    readonly requestValidationModeMember?: string;
    readonly responseAlgorithms?: readonly string[];
  };
}

export interface BotoRef {
  readonly shape: string;
  readonly location?: string;
  readonly locationName?: string;
  readonly flattened?: boolean;
  readonly xmlAttribute?: boolean;
  readonly xmlNamespace?: XmlNamespace | string;
  readonly timestampFormat?: TimestampFormat;
  readonly jsonvalue?: boolean;
  readonly streaming?: boolean;
}

export interface BotoShape {
  readonly type: string;
  readonly members?: Record<string, BotoRef>;
  readonly member?: BotoRef;
  readonly key?: BotoRef;
  readonly value?: BotoRef;
  readonly required?: readonly string[];
  readonly payload?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly min?: number;
  readonly max?: number;
  readonly flattened?: boolean;
  readonly union?: boolean;
  readonly document?: boolean;
  readonly eventstream?: boolean;
  readonly sensitive?: boolean;
  readonly streaming?: boolean;
  readonly exception?: boolean;
  readonly fault?: boolean;
  readonly error?: { readonly code?: string; readonly httpStatusCode?: number; readonly senderFault?: boolean };
  readonly timestampFormat?: TimestampFormat;
  readonly locationName?: string;
  readonly xmlNamespace?: XmlNamespace | string;
}
