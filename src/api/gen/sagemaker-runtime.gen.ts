/** Written by `npm run gen` from AWS's service model (botocore, Apache-2.0); do not edit. */
import type { ServiceModel, StreamingBody } from "../service-model.ts";

export interface InternalDependencyException {
  Message?: string;
}

export interface InternalFailure {
  Message?: string;
}

export interface InternalStreamFailure {
  Message?: string;
}

export interface InvokeEndpointAsyncInput {
  EndpointName: string;
  ContentType?: string;
  Accept?: string;
  CustomAttributes?: string;
  InferenceId?: string;
  InputLocation: string;
  S3OutputPathExtension?: string;
  Filename?: string;
  RequestTTLSeconds?: number;
  InvocationTimeoutSeconds?: number;
}

export interface InvokeEndpointAsyncOutput {
  InferenceId?: string;
  OutputLocation?: string;
  FailureLocation?: string;
}

export interface InvokeEndpointInput {
  EndpointName: string;
  Body: Uint8Array;
  ContentType?: string;
  Accept?: string;
  CustomAttributes?: string;
  TargetModel?: string;
  TargetVariant?: string;
  TargetContainerHostname?: string;
  InferenceId?: string;
  EnableExplanations?: string;
  InferenceComponentName?: string;
  SessionId?: string;
}

export interface InvokeEndpointOutput {
  Body: Uint8Array;
  ContentType?: string;
  InvokedProductionVariant?: string;
  CustomAttributes?: string;
  NewSessionId?: string;
  ClosedSessionId?: string;
}

export interface InvokeEndpointWithResponseStreamInput {
  EndpointName: string;
  Body: Uint8Array;
  ContentType?: string;
  Accept?: string;
  CustomAttributes?: string;
  TargetVariant?: string;
  TargetContainerHostname?: string;
  InferenceId?: string;
  InferenceComponentName?: string;
  SessionId?: string;
}

export interface InvokeEndpointWithResponseStreamOutput {
  Body: StreamingBody;
  ContentType?: string;
  InvokedProductionVariant?: string;
  CustomAttributes?: string;
}

export interface ModelError {
  Message?: string;
  OriginalStatusCode?: number;
  OriginalMessage?: string;
  LogStreamArn?: string;
}

export interface ModelNotReadyException {
  Message?: string;
}

export interface ModelStreamError {
  Message?: string;
  ErrorCode?: string;
}

export interface PayloadPart {
  Bytes?: Uint8Array;
}

export interface ResponseStream {
  PayloadPart?: PayloadPart;
  ModelStreamError?: ModelStreamError;
  InternalStreamFailure?: InternalStreamFailure;
}

export interface ServiceUnavailable {
  Message?: string;
}

export interface ValidationError {
  Message?: string;
}

/** Every operation with its input and output. */
export interface SagemakerRuntimeOperations {
  "sagemaker-runtime.InvokeEndpoint": { input: InvokeEndpointInput; output: InvokeEndpointOutput };
  "sagemaker-runtime.InvokeEndpointAsync": { input: InvokeEndpointAsyncInput; output: InvokeEndpointAsyncOutput };
  "sagemaker-runtime.InvokeEndpointWithResponseStream": { input: InvokeEndpointWithResponseStreamInput; output: InvokeEndpointWithResponseStreamOutput };
}

export const sagemakerRuntimeModel: ServiceModel = {
  name: "sagemaker-runtime",
  serviceId: "SageMaker Runtime",
  signingName: "sagemaker",
  protocol: "rest-json",
  apiVersion: "2017-05-13",
  jsonVersion: "1.1",
  operations: {
    "InvokeEndpoint": {"method":"POST","uri":"/endpoints/{EndpointName}/invocations","input":"InvokeEndpointInput","output":"InvokeEndpointOutput","errors":["InternalFailure","ServiceUnavailable","ValidationError","ModelError","InternalDependencyException","ModelNotReadyException"]},
    "InvokeEndpointAsync": {"method":"POST","uri":"/endpoints/{EndpointName}/async-invocations","status":202,"input":"InvokeEndpointAsyncInput","output":"InvokeEndpointAsyncOutput","errors":["InternalFailure","ServiceUnavailable","ValidationError"]},
    "InvokeEndpointWithResponseStream": {"method":"POST","uri":"/endpoints/{EndpointName}/invocations-response-stream","input":"InvokeEndpointWithResponseStreamInput","output":"InvokeEndpointWithResponseStreamOutput","errors":["InternalFailure","ServiceUnavailable","ValidationError","ModelError","ModelStreamError","InternalStreamFailure"]},
  },
  shapes: {
    "BodyBlob": {"type":"blob","max":6291456,"sensitive":true},
    "CustomAttributesHeader": {"type":"string","pattern":"\\p{ASCII}*","max":1024,"sensitive":true},
    "EnableExplanationsHeader": {"type":"string","pattern":".*","min":1,"max":64},
    "EndpointName": {"type":"string","pattern":"^[a-zA-Z0-9](-*[a-zA-Z0-9])*","max":63},
    "ErrorCode": {"type":"string"},
    "FilenameHeader": {"type":"string","pattern":"^(?!.*\\..*\\.)[a-zA-Z0-9][a-zA-Z0-9-_\\.]*$","min":1,"max":32},
    "Header": {"type":"string","pattern":"\\p{ASCII}*","max":1024},
    "InferenceComponentHeader": {"type":"string","pattern":"^[a-zA-Z0-9]([\\-a-zA-Z0-9]*[a-zA-Z0-9])?$","max":63},
    "InferenceId": {"type":"string","pattern":"\\A\\S[\\p{Print}]*\\z","min":1,"max":64},
    "InputLocationHeader": {"type":"string","pattern":"^(https|s3)://([^/]+)/?(.*)$","min":1,"max":1024},
    "InternalDependencyException": {"type":"structure","members":{"Message":{"shape":"Message"}},"error":{"status":530}},
    "InternalFailure": {"type":"structure","members":{"Message":{"shape":"Message"}},"error":{"status":500}},
    "InternalStreamFailure": {"type":"structure","members":{"Message":{"shape":"Message"}},"error":{"status":500}},
    "InvocationTimeoutSecondsHeader": {"type":"integer","min":1,"max":3600},
    "InvokeEndpointAsyncInput": {"type":"structure","members":{"EndpointName":{"shape":"EndpointName","location":"uri","locationName":"EndpointName"},"ContentType":{"shape":"Header","location":"header","locationName":"X-Amzn-SageMaker-Content-Type"},"Accept":{"shape":"Header","location":"header","locationName":"X-Amzn-SageMaker-Accept"},"CustomAttributes":{"shape":"CustomAttributesHeader","location":"header","locationName":"X-Amzn-SageMaker-Custom-Attributes"},"InferenceId":{"shape":"InferenceId","location":"header","locationName":"X-Amzn-SageMaker-Inference-Id"},"InputLocation":{"shape":"InputLocationHeader","location":"header","locationName":"X-Amzn-SageMaker-InputLocation"},"S3OutputPathExtension":{"shape":"S3OutputPathExtensionHeader","location":"header","locationName":"X-Amzn-SageMaker-S3OutputPathExtension"},"Filename":{"shape":"FilenameHeader","location":"header","locationName":"X-Amzn-SageMaker-Filename"},"RequestTTLSeconds":{"shape":"RequestTTLSecondsHeader","location":"header","locationName":"X-Amzn-SageMaker-RequestTTLSeconds"},"InvocationTimeoutSeconds":{"shape":"InvocationTimeoutSecondsHeader","location":"header","locationName":"X-Amzn-SageMaker-InvocationTimeoutSeconds"}},"required":["EndpointName","InputLocation"]},
    "InvokeEndpointAsyncOutput": {"type":"structure","members":{"InferenceId":{"shape":"Header"},"OutputLocation":{"shape":"Header","location":"header","locationName":"X-Amzn-SageMaker-OutputLocation"},"FailureLocation":{"shape":"Header","location":"header","locationName":"X-Amzn-SageMaker-FailureLocation"}}},
    "InvokeEndpointInput": {"type":"structure","members":{"EndpointName":{"shape":"EndpointName","location":"uri","locationName":"EndpointName"},"Body":{"shape":"BodyBlob"},"ContentType":{"shape":"Header","location":"header","locationName":"Content-Type"},"Accept":{"shape":"Header","location":"header","locationName":"Accept"},"CustomAttributes":{"shape":"CustomAttributesHeader","location":"header","locationName":"X-Amzn-SageMaker-Custom-Attributes"},"TargetModel":{"shape":"TargetModelHeader","location":"header","locationName":"X-Amzn-SageMaker-Target-Model"},"TargetVariant":{"shape":"TargetVariantHeader","location":"header","locationName":"X-Amzn-SageMaker-Target-Variant"},"TargetContainerHostname":{"shape":"TargetContainerHostnameHeader","location":"header","locationName":"X-Amzn-SageMaker-Target-Container-Hostname"},"InferenceId":{"shape":"InferenceId","location":"header","locationName":"X-Amzn-SageMaker-Inference-Id"},"EnableExplanations":{"shape":"EnableExplanationsHeader","location":"header","locationName":"X-Amzn-SageMaker-Enable-Explanations"},"InferenceComponentName":{"shape":"InferenceComponentHeader","location":"header","locationName":"X-Amzn-SageMaker-Inference-Component"},"SessionId":{"shape":"SessionIdOrNewSessionConstantHeader","location":"header","locationName":"X-Amzn-SageMaker-Session-Id"}},"required":["EndpointName","Body"],"payload":"Body"},
    "InvokeEndpointOutput": {"type":"structure","members":{"Body":{"shape":"BodyBlob"},"ContentType":{"shape":"Header","location":"header","locationName":"Content-Type"},"InvokedProductionVariant":{"shape":"Header","location":"header","locationName":"x-Amzn-Invoked-Production-Variant"},"CustomAttributes":{"shape":"CustomAttributesHeader","location":"header","locationName":"X-Amzn-SageMaker-Custom-Attributes"},"NewSessionId":{"shape":"NewSessionResponseHeader","location":"header","locationName":"X-Amzn-SageMaker-New-Session-Id"},"ClosedSessionId":{"shape":"SessionIdHeader","location":"header","locationName":"X-Amzn-SageMaker-Closed-Session-Id"}},"required":["Body"],"payload":"Body"},
    "InvokeEndpointWithResponseStreamInput": {"type":"structure","members":{"EndpointName":{"shape":"EndpointName","location":"uri","locationName":"EndpointName"},"Body":{"shape":"BodyBlob"},"ContentType":{"shape":"Header","location":"header","locationName":"Content-Type"},"Accept":{"shape":"Header","location":"header","locationName":"X-Amzn-SageMaker-Accept"},"CustomAttributes":{"shape":"CustomAttributesHeader","location":"header","locationName":"X-Amzn-SageMaker-Custom-Attributes"},"TargetVariant":{"shape":"TargetVariantHeader","location":"header","locationName":"X-Amzn-SageMaker-Target-Variant"},"TargetContainerHostname":{"shape":"TargetContainerHostnameHeader","location":"header","locationName":"X-Amzn-SageMaker-Target-Container-Hostname"},"InferenceId":{"shape":"InferenceId","location":"header","locationName":"X-Amzn-SageMaker-Inference-Id"},"InferenceComponentName":{"shape":"InferenceComponentHeader","location":"header","locationName":"X-Amzn-SageMaker-Inference-Component"},"SessionId":{"shape":"SessionIdHeader","location":"header","locationName":"X-Amzn-SageMaker-Session-Id"}},"required":["EndpointName","Body"],"payload":"Body"},
    "InvokeEndpointWithResponseStreamOutput": {"type":"structure","members":{"Body":{"shape":"ResponseStream"},"ContentType":{"shape":"Header","location":"header","locationName":"X-Amzn-SageMaker-Content-Type"},"InvokedProductionVariant":{"shape":"Header","location":"header","locationName":"x-Amzn-Invoked-Production-Variant"},"CustomAttributes":{"shape":"CustomAttributesHeader","location":"header","locationName":"X-Amzn-SageMaker-Custom-Attributes"}},"required":["Body"],"payload":"Body"},
    "LogStreamArn": {"type":"string"},
    "Message": {"type":"string","max":2048},
    "ModelError": {"type":"structure","members":{"Message":{"shape":"Message"},"OriginalStatusCode":{"shape":"StatusCode"},"OriginalMessage":{"shape":"Message"},"LogStreamArn":{"shape":"LogStreamArn"}},"error":{"status":424}},
    "ModelNotReadyException": {"type":"structure","members":{"Message":{"shape":"Message"}},"error":{"status":429}},
    "ModelStreamError": {"type":"structure","members":{"Message":{"shape":"Message"},"ErrorCode":{"shape":"ErrorCode"}},"error":{"status":400}},
    "NewSessionResponseHeader": {"type":"string","pattern":"^[a-zA-Z0-9](-*[a-zA-Z0-9])*;\\sExpires=[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$","max":256},
    "PartBlob": {"type":"blob","sensitive":true},
    "PayloadPart": {"type":"structure","members":{"Bytes":{"shape":"PartBlob"}}},
    "RequestTTLSecondsHeader": {"type":"integer","min":60,"max":21600},
    "ResponseStream": {"type":"structure","members":{"PayloadPart":{"shape":"PayloadPart"},"ModelStreamError":{"shape":"ModelStreamError"},"InternalStreamFailure":{"shape":"InternalStreamFailure"}},"eventstream":true},
    "S3OutputPathExtensionHeader": {"type":"string","pattern":"^(?!s3:|https:)[a-zA-Z0-9!_.*'()/-]+$","min":1,"max":512},
    "ServiceUnavailable": {"type":"structure","members":{"Message":{"shape":"Message"}},"error":{"status":503}},
    "SessionIdHeader": {"type":"string","pattern":"^[a-zA-Z0-9](-*[a-zA-Z0-9])*$","max":256},
    "SessionIdOrNewSessionConstantHeader": {"type":"string","pattern":"^(NEW_SESSION)$|^[a-zA-Z0-9](-*[a-zA-Z0-9])*$","max":256},
    "StatusCode": {"type":"integer"},
    "TargetContainerHostnameHeader": {"type":"string","pattern":"^[a-zA-Z0-9](-*[a-zA-Z0-9])*","max":63},
    "TargetModelHeader": {"type":"string","pattern":"\\A\\S[\\p{Print}]*\\z","min":1,"max":1024},
    "TargetVariantHeader": {"type":"string","pattern":"^[a-zA-Z0-9](-*[a-zA-Z0-9])*","max":63},
    "ValidationError": {"type":"structure","members":{"Message":{"shape":"Message"}},"error":{"status":400}},
  },
};
