/** Written by `npm run gen` from AWS's service model (botocore, Apache-2.0); do not edit. */
import type { ServiceModel } from "../service-model.ts";

export interface AttachedPermissionsBoundary {
  PermissionsBoundaryType?: PermissionsBoundaryAttachmentType;
  PermissionsBoundaryArn?: string;
}

export interface ConcurrentModificationException {
  message?: string;
}

export interface CreateRoleRequest {
  Path?: string;
  RoleName: string;
  AssumeRolePolicyDocument: string;
  Description?: string;
  MaxSessionDuration?: number;
  PermissionsBoundary?: string;
  Tags?: Tag[];
}

export interface CreateRoleResponse {
  Role: Role;
}

export interface EntityAlreadyExistsException {
  message?: string;
}

export interface GetRoleRequest {
  RoleName: string;
}

export interface GetRoleResponse {
  Role: Role;
}

export interface InvalidInputException {
  message?: string;
}

export interface LimitExceededException {
  message?: string;
}

export interface ListRolesRequest {
  PathPrefix?: string;
  Marker?: string;
  MaxItems?: number;
}

export interface ListRolesResponse {
  Roles: Role[];
  IsTruncated?: boolean;
  Marker?: string;
}

export interface MalformedPolicyDocumentException {
  message?: string;
}

export interface NoSuchEntityException {
  message?: string;
}

export type PermissionsBoundaryAttachmentType = "PermissionsBoundaryPolicy";

export interface Role {
  Path: string;
  RoleName: string;
  RoleId: string;
  Arn: string;
  CreateDate: Date;
  AssumeRolePolicyDocument?: string;
  Description?: string;
  MaxSessionDuration?: number;
  PermissionsBoundary?: AttachedPermissionsBoundary;
  Tags?: Tag[];
  RoleLastUsed?: RoleLastUsed;
}

export interface RoleLastUsed {
  LastUsedDate?: Date;
  Region?: string;
}

export interface ServiceFailureException {
  message?: string;
}

export interface Tag {
  Key: string;
  Value: string;
}

/** Every operation with its input and output. */
export interface IamOperations {
  "iam.GetRole": { input: GetRoleRequest; output: GetRoleResponse };
  "iam.CreateRole": { input: CreateRoleRequest; output: CreateRoleResponse };
  "iam.ListRoles": { input: ListRolesRequest; output: ListRolesResponse };
}

export const iamModel: ServiceModel = {
  name: "iam",
  serviceId: "IAM",
  signingName: "iam",
  protocol: "query",
  apiVersion: "2010-05-08",
  xmlNamespace: "https://iam.amazonaws.com/doc/2010-05-08/",
  operations: {
    "GetRole": {"method":"POST","uri":"/","input":"GetRoleRequest","output":"GetRoleResponse","resultWrapper":"GetRoleResult","errors":["NoSuchEntityException","ServiceFailureException"]},
    "CreateRole": {"method":"POST","uri":"/","input":"CreateRoleRequest","output":"CreateRoleResponse","resultWrapper":"CreateRoleResult","errors":["LimitExceededException","InvalidInputException","EntityAlreadyExistsException","MalformedPolicyDocumentException","ConcurrentModificationException","ServiceFailureException"]},
    "ListRoles": {"method":"POST","uri":"/","input":"ListRolesRequest","output":"ListRolesResponse","resultWrapper":"ListRolesResult","errors":["ServiceFailureException"]},
  },
  shapes: {
    "AttachedPermissionsBoundary": {"type":"structure","members":{"PermissionsBoundaryType":{"shape":"PermissionsBoundaryAttachmentType"},"PermissionsBoundaryArn":{"shape":"arnType"}}},
    "ConcurrentModificationException": {"type":"structure","members":{"message":{"shape":"ConcurrentModificationMessage"}},"error":{"code":"ConcurrentModification","status":409,"senderFault":true}},
    "ConcurrentModificationMessage": {"type":"string"},
    "CreateRoleRequest": {"type":"structure","members":{"Path":{"shape":"pathType"},"RoleName":{"shape":"roleNameType"},"AssumeRolePolicyDocument":{"shape":"policyDocumentType"},"Description":{"shape":"roleDescriptionType"},"MaxSessionDuration":{"shape":"roleMaxSessionDurationType"},"PermissionsBoundary":{"shape":"arnType"},"Tags":{"shape":"tagListType"}},"required":["RoleName","AssumeRolePolicyDocument"]},
    "CreateRoleResponse": {"type":"structure","members":{"Role":{"shape":"Role"}},"required":["Role"]},
    "EntityAlreadyExistsException": {"type":"structure","members":{"message":{"shape":"entityAlreadyExistsMessage"}},"error":{"code":"EntityAlreadyExists","status":409,"senderFault":true}},
    "GetRoleRequest": {"type":"structure","members":{"RoleName":{"shape":"roleNameType"}},"required":["RoleName"]},
    "GetRoleResponse": {"type":"structure","members":{"Role":{"shape":"Role"}},"required":["Role"]},
    "InvalidInputException": {"type":"structure","members":{"message":{"shape":"invalidInputMessage"}},"error":{"code":"InvalidInput","status":400,"senderFault":true}},
    "LimitExceededException": {"type":"structure","members":{"message":{"shape":"limitExceededMessage"}},"error":{"code":"LimitExceeded","status":409,"senderFault":true}},
    "ListRolesRequest": {"type":"structure","members":{"PathPrefix":{"shape":"pathPrefixType"},"Marker":{"shape":"markerType"},"MaxItems":{"shape":"maxItemsType"}}},
    "ListRolesResponse": {"type":"structure","members":{"Roles":{"shape":"roleListType"},"IsTruncated":{"shape":"booleanType"},"Marker":{"shape":"responseMarkerType"}},"required":["Roles"]},
    "MalformedPolicyDocumentException": {"type":"structure","members":{"message":{"shape":"malformedPolicyDocumentMessage"}},"error":{"code":"MalformedPolicyDocument","status":400,"senderFault":true}},
    "NoSuchEntityException": {"type":"structure","members":{"message":{"shape":"noSuchEntityMessage"}},"error":{"code":"NoSuchEntity","status":404,"senderFault":true}},
    "PermissionsBoundaryAttachmentType": {"type":"string","enum":["PermissionsBoundaryPolicy"]},
    "Role": {"type":"structure","members":{"Path":{"shape":"pathType"},"RoleName":{"shape":"roleNameType"},"RoleId":{"shape":"idType"},"Arn":{"shape":"arnType"},"CreateDate":{"shape":"dateType"},"AssumeRolePolicyDocument":{"shape":"policyDocumentType"},"Description":{"shape":"roleDescriptionType"},"MaxSessionDuration":{"shape":"roleMaxSessionDurationType"},"PermissionsBoundary":{"shape":"AttachedPermissionsBoundary"},"Tags":{"shape":"tagListType"},"RoleLastUsed":{"shape":"RoleLastUsed"}},"required":["Path","RoleName","RoleId","Arn","CreateDate"]},
    "RoleLastUsed": {"type":"structure","members":{"LastUsedDate":{"shape":"dateType"},"Region":{"shape":"stringType"}}},
    "ServiceFailureException": {"type":"structure","members":{"message":{"shape":"serviceFailureExceptionMessage"}},"error":{"code":"ServiceFailure","status":500}},
    "Tag": {"type":"structure","members":{"Key":{"shape":"tagKeyType"},"Value":{"shape":"tagValueType"}},"required":["Key","Value"]},
    "arnType": {"type":"string","min":20,"max":2048},
    "booleanType": {"type":"boolean"},
    "dateType": {"type":"timestamp"},
    "entityAlreadyExistsMessage": {"type":"string"},
    "idType": {"type":"string","pattern":"[\\w]+","min":16,"max":128},
    "invalidInputMessage": {"type":"string"},
    "limitExceededMessage": {"type":"string"},
    "malformedPolicyDocumentMessage": {"type":"string"},
    "markerType": {"type":"string","pattern":"[\\u0020-\\u00FF]+","min":1,"max":320},
    "maxItemsType": {"type":"integer","min":1,"max":1000},
    "noSuchEntityMessage": {"type":"string"},
    "pathPrefixType": {"type":"string","pattern":"\\u002F[\\u0021-\\u007F]*","min":1,"max":512},
    "pathType": {"type":"string","pattern":"(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)","min":1,"max":512},
    "policyDocumentType": {"type":"string","pattern":"[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+","min":1,"max":131072},
    "responseMarkerType": {"type":"string"},
    "roleDescriptionType": {"type":"string","pattern":"[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*","max":1000},
    "roleListType": {"type":"list","member":{"shape":"Role"}},
    "roleMaxSessionDurationType": {"type":"integer","min":3600,"max":43200},
    "roleNameType": {"type":"string","pattern":"[\\w+=,.@-]+","min":1,"max":64},
    "serviceFailureExceptionMessage": {"type":"string"},
    "stringType": {"type":"string"},
    "tagKeyType": {"type":"string","pattern":"[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+","min":1,"max":128},
    "tagListType": {"type":"list","member":{"shape":"Tag"},"max":50},
    "tagValueType": {"type":"string","pattern":"[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*","min":0,"max":256},
  },
};
