/** Written by `npm run gen` from AWS's service model (botocore, Apache-2.0); do not edit. */
import type { ServiceModel } from "../service-model.ts";

export interface AssumeRoleRequest {
  RoleArn: string;
  RoleSessionName: string;
  PolicyArns?: PolicyDescriptorType[];
  Policy?: string;
  DurationSeconds?: number;
  Tags?: Tag[];
  TransitiveTagKeys?: string[];
  ExternalId?: string;
  SerialNumber?: string;
  TokenCode?: string;
  SourceIdentity?: string;
  ProvidedContexts?: ProvidedContext[];
}

export interface AssumeRoleResponse {
  Credentials?: Credentials;
  AssumedRoleUser?: AssumedRoleUser;
  PackedPolicySize?: number;
  SourceIdentity?: string;
}

export interface AssumedRoleUser {
  AssumedRoleId: string;
  Arn: string;
}

export interface Credentials {
  AccessKeyId: string;
  SecretAccessKey: string;
  SessionToken: string;
  Expiration: Date;
}

export interface ExpiredTokenException {
  message?: string;
}

export interface GetCallerIdentityRequest {}

export interface GetCallerIdentityResponse {
  UserId?: string;
  Account?: string;
  Arn?: string;
}

export interface MalformedPolicyDocumentException {
  message?: string;
}

export interface PackedPolicyTooLargeException {
  message?: string;
}

export interface PolicyDescriptorType {
  arn?: string;
}

export interface ProvidedContext {
  ProviderArn?: string;
  ContextAssertion?: string;
}

export interface RegionDisabledException {
  message?: string;
}

export interface Tag {
  Key: string;
  Value: string;
}

/** Every operation with its input and output. */
export interface StsOperations {
  "sts.GetCallerIdentity": { input: GetCallerIdentityRequest; output: GetCallerIdentityResponse };
  "sts.AssumeRole": { input: AssumeRoleRequest; output: AssumeRoleResponse };
}

export const stsModel: ServiceModel = {
  name: "sts",
  serviceId: "STS",
  signingName: "sts",
  protocol: "query",
  apiVersion: "2011-06-15",
  xmlNamespace: "https://sts.amazonaws.com/doc/2011-06-15/",
  operations: {
    "GetCallerIdentity": {"method":"POST","uri":"/","input":"GetCallerIdentityRequest","output":"GetCallerIdentityResponse","resultWrapper":"GetCallerIdentityResult"},
    "AssumeRole": {"method":"POST","uri":"/","input":"AssumeRoleRequest","output":"AssumeRoleResponse","resultWrapper":"AssumeRoleResult","errors":["MalformedPolicyDocumentException","PackedPolicyTooLargeException","RegionDisabledException","ExpiredTokenException"]},
  },
  shapes: {
    "AssumeRoleRequest": {"type":"structure","members":{"RoleArn":{"shape":"arnType"},"RoleSessionName":{"shape":"roleSessionNameType"},"PolicyArns":{"shape":"policyDescriptorListType"},"Policy":{"shape":"unrestrictedSessionPolicyDocumentType"},"DurationSeconds":{"shape":"roleDurationSecondsType"},"Tags":{"shape":"tagListType"},"TransitiveTagKeys":{"shape":"tagKeyListType"},"ExternalId":{"shape":"externalIdType"},"SerialNumber":{"shape":"serialNumberType"},"TokenCode":{"shape":"tokenCodeType"},"SourceIdentity":{"shape":"sourceIdentityType"},"ProvidedContexts":{"shape":"ProvidedContextsListType"}},"required":["RoleArn","RoleSessionName"]},
    "AssumeRoleResponse": {"type":"structure","members":{"Credentials":{"shape":"Credentials"},"AssumedRoleUser":{"shape":"AssumedRoleUser"},"PackedPolicySize":{"shape":"nonNegativeIntegerType"},"SourceIdentity":{"shape":"sourceIdentityType"}}},
    "AssumedRoleUser": {"type":"structure","members":{"AssumedRoleId":{"shape":"assumedRoleIdType"},"Arn":{"shape":"arnType"}},"required":["AssumedRoleId","Arn"]},
    "Credentials": {"type":"structure","members":{"AccessKeyId":{"shape":"accessKeyIdType"},"SecretAccessKey":{"shape":"accessKeySecretType"},"SessionToken":{"shape":"tokenType"},"Expiration":{"shape":"dateType"}},"required":["AccessKeyId","SecretAccessKey","SessionToken","Expiration"]},
    "ExpiredTokenException": {"type":"structure","members":{"message":{"shape":"expiredIdentityTokenMessage"}},"error":{"status":400,"senderFault":true}},
    "GetCallerIdentityRequest": {"type":"structure","members":{}},
    "GetCallerIdentityResponse": {"type":"structure","members":{"UserId":{"shape":"userIdType"},"Account":{"shape":"accountType"},"Arn":{"shape":"arnType"}}},
    "MalformedPolicyDocumentException": {"type":"structure","members":{"message":{"shape":"malformedPolicyDocumentMessage"}},"error":{"code":"MalformedPolicyDocument","status":400,"senderFault":true}},
    "PackedPolicyTooLargeException": {"type":"structure","members":{"message":{"shape":"packedPolicyTooLargeMessage"}},"error":{"code":"PackedPolicyTooLarge","status":400,"senderFault":true}},
    "PolicyDescriptorType": {"type":"structure","members":{"arn":{"shape":"arnType"}}},
    "ProvidedContext": {"type":"structure","members":{"ProviderArn":{"shape":"arnType"},"ContextAssertion":{"shape":"contextAssertionType"}}},
    "ProvidedContextsListType": {"type":"list","member":{"shape":"ProvidedContext"},"min":1,"max":5},
    "RegionDisabledException": {"type":"structure","members":{"message":{"shape":"regionDisabledMessage"}},"error":{"status":403,"senderFault":true}},
    "Tag": {"type":"structure","members":{"Key":{"shape":"tagKeyType"},"Value":{"shape":"tagValueType"}},"required":["Key","Value"]},
    "accessKeyIdType": {"type":"string","pattern":"[\\w]*","min":16,"max":128},
    "accessKeySecretType": {"type":"string","sensitive":true},
    "accountType": {"type":"string"},
    "arnType": {"type":"string","pattern":"[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u10000-\\u10FFFF]+","min":20,"max":2048},
    "assumedRoleIdType": {"type":"string","pattern":"[\\w+=,.@:-]*","min":2,"max":193},
    "contextAssertionType": {"type":"string","min":4,"max":2048},
    "dateType": {"type":"timestamp"},
    "expiredIdentityTokenMessage": {"type":"string"},
    "externalIdType": {"type":"string","pattern":"[\\w+=,.@:\\/-]*","min":2,"max":1224},
    "malformedPolicyDocumentMessage": {"type":"string"},
    "nonNegativeIntegerType": {"type":"integer","min":0},
    "packedPolicyTooLargeMessage": {"type":"string"},
    "policyDescriptorListType": {"type":"list","member":{"shape":"PolicyDescriptorType"}},
    "regionDisabledMessage": {"type":"string"},
    "roleDurationSecondsType": {"type":"integer","min":900,"max":43200},
    "roleSessionNameType": {"type":"string","pattern":"[\\w+=,.@-]*","min":2,"max":64},
    "serialNumberType": {"type":"string","pattern":"[\\w+=/:,.@-]*","min":9,"max":256},
    "sourceIdentityType": {"type":"string","pattern":"[\\w+=,.@-]*","min":2,"max":64},
    "tagKeyListType": {"type":"list","member":{"shape":"tagKeyType"},"max":50},
    "tagKeyType": {"type":"string","pattern":"[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+","min":1,"max":128},
    "tagListType": {"type":"list","member":{"shape":"Tag"},"max":50},
    "tagValueType": {"type":"string","pattern":"[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*","min":0,"max":256},
    "tokenCodeType": {"type":"string","pattern":"[\\d]*","min":6,"max":6},
    "tokenType": {"type":"string"},
    "unrestrictedSessionPolicyDocumentType": {"type":"string","pattern":"[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+","min":1},
    "userIdType": {"type":"string"},
  },
};
