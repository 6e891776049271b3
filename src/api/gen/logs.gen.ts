/** Written by `npm run gen` from AWS's service model (botocore, Apache-2.0); do not edit. */
import type { ServiceModel } from "../service-model.ts";

export interface CreateLogGroupRequest {
  logGroupName: string;
  kmsKeyId?: string;
  tags?: { [key: string]: string };
  logGroupClass?: LogGroupClass;
  deletionProtectionEnabled?: boolean;
}

export interface CreateLogStreamRequest {
  logGroupName: string;
  logStreamName: string;
}

export interface DataAlreadyAcceptedException {
  expectedSequenceToken?: string;
}

export type DataProtectionStatus = "ACTIVATED" | "DELETED" | "ARCHIVED" | "DISABLED";

export interface DeleteLogGroupRequest {
  logGroupName: string;
}

export interface DeleteLogStreamRequest {
  logGroupName: string;
  logStreamName: string;
}

export interface DescribeLogGroupsRequest {
  accountIdentifiers?: string[];
  logGroupNamePrefix?: string;
  logGroupNamePattern?: string;
  nextToken?: string;
  limit?: number;
  includeLinkedAccounts?: boolean;
  logGroupClass?: LogGroupClass;
  logGroupIdentifiers?: string[];
}

export interface DescribeLogGroupsResponse {
  logGroups?: LogGroup[];
  nextToken?: string;
}

export interface DescribeLogStreamsRequest {
  logGroupName?: string;
  logGroupIdentifier?: string;
  logStreamNamePrefix?: string;
  orderBy?: OrderBy;
  descending?: boolean;
  nextToken?: string;
  limit?: number;
}

export interface DescribeLogStreamsResponse {
  logStreams?: LogStream[];
  nextToken?: string;
}

export interface Entity {
  keyAttributes?: { [key: string]: string };
  attributes?: { [key: string]: string };
}

export type EntityRejectionErrorType = "InvalidEntity" | "InvalidTypeValue" | "InvalidKeyAttributes" | "InvalidAttributes" | "EntitySizeTooLarge" | "UnsupportedLogGroupType" | "MissingRequiredFields";

export interface FilterLogEventsRequest {
  logGroupName?: string;
  logGroupIdentifier?: string;
  logStreamNames?: string[];
  logStreamNamePrefix?: string;
  startTime?: number;
  endTime?: number;
  filterPattern?: string;
  nextToken?: string;
  limit?: number;
  interleaved?: boolean;
  unmask?: boolean;
}

export interface FilterLogEventsResponse {
  events?: FilteredLogEvent[];
  searchedLogStreams?: SearchedLogStream[];
  nextToken?: string;
}

export interface FilteredLogEvent {
  logStreamName?: string;
  timestamp?: number;
  message?: string;
  ingestionTime?: number;
  eventId?: string;
}

export interface GetLogEventsRequest {
  logGroupName?: string;
  logGroupIdentifier?: string;
  logStreamName: string;
  startTime?: number;
  endTime?: number;
  nextToken?: string;
  limit?: number;
  startFromHead?: boolean;
  unmask?: boolean;
}

export interface GetLogEventsResponse {
  events?: OutputLogEvent[];
  nextForwardToken?: string;
  nextBackwardToken?: string;
}

export type InheritedProperty = "ACCOUNT_DATA_PROTECTION";

export interface InputLogEvent {
  timestamp: number;
  message: string;
}

export interface InvalidParameterException {}

export interface InvalidSequenceTokenException {
  expectedSequenceToken?: string;
}

export interface LimitExceededException {}

export interface LogGroup {
  logGroupName?: string;
  creationTime?: number;
  retentionInDays?: number;
  metricFilterCount?: number;
  arn?: string;
  storedBytes?: number;
  kmsKeyId?: string;
  dataProtectionStatus?: DataProtectionStatus;
  inheritedProperties?: InheritedProperty[];
  logGroupClass?: LogGroupClass;
  logGroupArn?: string;
  deletionProtectionEnabled?: boolean;
  bearerTokenAuthenticationEnabled?: boolean;
}

export type LogGroupClass = "STANDARD" | "INFREQUENT_ACCESS" | "DELIVERY";

export interface LogStream {
  logStreamName?: string;
  creationTime?: number;
  firstEventTimestamp?: number;
  lastEventTimestamp?: number;
  lastIngestionTime?: number;
  uploadSequenceToken?: string;
  arn?: string;
  storedBytes?: number;
}

export interface OperationAbortedException {}

export type OrderBy = "LogStreamName" | "LastEventTime";

export interface OutputLogEvent {
  timestamp?: number;
  message?: string;
  ingestionTime?: number;
}

export interface PutLogEventsRequest {
  logGroupName: string;
  logStreamName: string;
  logEvents: InputLogEvent[];
  sequenceToken?: string;
  entity?: Entity;
}

export interface PutLogEventsResponse {
  nextSequenceToken?: string;
  rejectedLogEventsInfo?: RejectedLogEventsInfo;
  rejectedEntityInfo?: RejectedEntityInfo;
}

export interface PutRetentionPolicyRequest {
  logGroupName: string;
  retentionInDays: number;
}

export interface RejectedEntityInfo {
  errorType: EntityRejectionErrorType;
}

export interface RejectedLogEventsInfo {
  tooNewLogEventStartIndex?: number;
  tooOldLogEventEndIndex?: number;
  expiredLogEventEndIndex?: number;
}

export interface ResourceAlreadyExistsException {}

export interface ResourceNotFoundException {}

export interface SearchedLogStream {
  logStreamName?: string;
  searchedCompletely?: boolean;
}

export interface ServiceUnavailableException {}

export interface UnrecognizedClientException {}

export interface ValidationException {}

/** Every operation with its input and output. */
export interface LogsOperations {
  "logs.CreateLogGroup": { input: CreateLogGroupRequest; output: void };
  "logs.CreateLogStream": { input: CreateLogStreamRequest; output: void };
  "logs.PutLogEvents": { input: PutLogEventsRequest; output: PutLogEventsResponse };
  "logs.DescribeLogGroups": { input: DescribeLogGroupsRequest; output: DescribeLogGroupsResponse };
  "logs.DescribeLogStreams": { input: DescribeLogStreamsRequest; output: DescribeLogStreamsResponse };
  "logs.GetLogEvents": { input: GetLogEventsRequest; output: GetLogEventsResponse };
  "logs.FilterLogEvents": { input: FilterLogEventsRequest; output: FilterLogEventsResponse };
  "logs.DeleteLogGroup": { input: DeleteLogGroupRequest; output: void };
  "logs.DeleteLogStream": { input: DeleteLogStreamRequest; output: void };
  "logs.PutRetentionPolicy": { input: PutRetentionPolicyRequest; output: void };
}

export const logsModel: ServiceModel = {
  name: "logs",
  serviceId: "CloudWatch Logs",
  signingName: "logs",
  protocol: "json",
  apiVersion: "2014-03-28",
  targetPrefix: "Logs_20140328",
  jsonVersion: "1.1",
  operations: {
    "CreateLogGroup": {"method":"POST","uri":"/","input":"CreateLogGroupRequest","errors":["InvalidParameterException","ResourceAlreadyExistsException","LimitExceededException","OperationAbortedException","ServiceUnavailableException"]},
    "CreateLogStream": {"method":"POST","uri":"/","input":"CreateLogStreamRequest","errors":["InvalidParameterException","ResourceAlreadyExistsException","ResourceNotFoundException","ServiceUnavailableException"]},
    "PutLogEvents": {"method":"POST","uri":"/","input":"PutLogEventsRequest","output":"PutLogEventsResponse","errors":["InvalidParameterException","InvalidSequenceTokenException","DataAlreadyAcceptedException","ResourceNotFoundException","ServiceUnavailableException","UnrecognizedClientException"]},
    "DescribeLogGroups": {"method":"POST","uri":"/","input":"DescribeLogGroupsRequest","output":"DescribeLogGroupsResponse","errors":["InvalidParameterException","ServiceUnavailableException"]},
    "DescribeLogStreams": {"method":"POST","uri":"/","input":"DescribeLogStreamsRequest","output":"DescribeLogStreamsResponse","errors":["InvalidParameterException","ResourceNotFoundException","ServiceUnavailableException"]},
    "GetLogEvents": {"method":"POST","uri":"/","input":"GetLogEventsRequest","output":"GetLogEventsResponse","errors":["InvalidParameterException","ResourceNotFoundException","ServiceUnavailableException"]},
    "FilterLogEvents": {"method":"POST","uri":"/","input":"FilterLogEventsRequest","output":"FilterLogEventsResponse","errors":["InvalidParameterException","ResourceNotFoundException","ServiceUnavailableException"]},
    "DeleteLogGroup": {"method":"POST","uri":"/","input":"DeleteLogGroupRequest","errors":["InvalidParameterException","ResourceNotFoundException","OperationAbortedException","ServiceUnavailableException","ValidationException"]},
    "DeleteLogStream": {"method":"POST","uri":"/","input":"DeleteLogStreamRequest","errors":["InvalidParameterException","ResourceNotFoundException","OperationAbortedException","ServiceUnavailableException","ValidationException"]},
    "PutRetentionPolicy": {"method":"POST","uri":"/","input":"PutRetentionPolicyRequest","errors":["InvalidParameterException","ResourceNotFoundException","OperationAbortedException","ServiceUnavailableException"]},
  },
  shapes: {
    "AccountId": {"type":"string","pattern":"^\\d{12}$","min":12,"max":12},
    "AccountIds": {"type":"list","member":{"shape":"AccountId"},"min":0,"max":20},
    "Arn": {"type":"string"},
    "BearerTokenAuthenticationEnabled": {"type":"boolean"},
    "CreateLogGroupRequest": {"type":"structure","members":{"logGroupName":{"shape":"LogGroupName"},"kmsKeyId":{"shape":"KmsKeyId"},"tags":{"shape":"Tags"},"logGroupClass":{"shape":"LogGroupClass"},"deletionProtectionEnabled":{"shape":"DeletionProtectionEnabled"}},"required":["logGroupName"]},
    "CreateLogStreamRequest": {"type":"structure","members":{"logGroupName":{"shape":"LogGroupName"},"logStreamName":{"shape":"LogStreamName"}},"required":["logGroupName","logStreamName"]},
    "DataAlreadyAcceptedException": {"type":"structure","members":{"expectedSequenceToken":{"shape":"SequenceToken"}},"error":{"status":400}},
    "DataProtectionStatus": {"type":"string","enum":["ACTIVATED","DELETED","ARCHIVED","DISABLED"]},
    "Days": {"type":"integer"},
    "DeleteLogGroupRequest": {"type":"structure","members":{"logGroupName":{"shape":"LogGroupName"}},"required":["logGroupName"]},
    "DeleteLogStreamRequest": {"type":"structure","members":{"logGroupName":{"shape":"LogGroupName"},"logStreamName":{"shape":"LogStreamName"}},"required":["logGroupName","logStreamName"]},
    "DeletionProtectionEnabled": {"type":"boolean"},
    "Descending": {"type":"boolean"},
    "DescribeLimit": {"type":"integer","min":1,"max":50},
    "DescribeLogGroupsLogGroupIdentifiers": {"type":"list","member":{"shape":"LogGroupIdentifier"},"min":1,"max":50},
    "DescribeLogGroupsRequest": {"type":"structure","members":{"accountIdentifiers":{"shape":"AccountIds"},"logGroupNamePrefix":{"shape":"LogGroupName"},"logGroupNamePattern":{"shape":"LogGroupNamePattern"},"nextToken":{"shape":"NextToken"},"limit":{"shape":"DescribeLimit"},"includeLinkedAccounts":{"shape":"IncludeLinkedAccounts"},"logGroupClass":{"shape":"LogGroupClass"},"logGroupIdentifiers":{"shape":"DescribeLogGroupsLogGroupIdentifiers"}}},
    "DescribeLogGroupsResponse": {"type":"structure","members":{"logGroups":{"shape":"LogGroups"},"nextToken":{"shape":"NextToken"}}},
    "DescribeLogStreamsRequest": {"type":"structure","members":{"logGroupName":{"shape":"LogGroupName"},"logGroupIdentifier":{"shape":"LogGroupIdentifier"},"logStreamNamePrefix":{"shape":"LogStreamName"},"orderBy":{"shape":"OrderBy"},"descending":{"shape":"Descending"},"nextToken":{"shape":"NextToken"},"limit":{"shape":"DescribeLimit"}}},
    "DescribeLogStreamsResponse": {"type":"structure","members":{"logStreams":{"shape":"LogStreams"},"nextToken":{"shape":"NextToken"}}},
    "Entity": {"type":"structure","members":{"keyAttributes":{"shape":"EntityKeyAttributes"},"attributes":{"shape":"EntityAttributes"}}},
    "EntityAttributes": {"type":"map","key":{"shape":"EntityAttributesKey"},"value":{"shape":"EntityAttributesValue"},"min":0,"max":10},
    "EntityAttributesKey": {"type":"string","min":1,"max":256},
    "EntityAttributesValue": {"type":"string","min":1,"max":512},
    "EntityKeyAttributes": {"type":"map","key":{"shape":"EntityKeyAttributesKey"},"value":{"shape":"EntityKeyAttributesValue"},"min":2,"max":4},
    "EntityKeyAttributesKey": {"type":"string","min":1,"max":32},
    "EntityKeyAttributesValue": {"type":"string","min":1,"max":512},
    "EntityRejectionErrorType": {"type":"string","enum":["InvalidEntity","InvalidTypeValue","InvalidKeyAttributes","InvalidAttributes","EntitySizeTooLarge","UnsupportedLogGroupType","MissingRequiredFields"]},
    "EventId": {"type":"string"},
    "EventMessage": {"type":"string","min":1},
    "EventsLimit": {"type":"integer","min":1,"max":10000},
    "FilterCount": {"type":"integer"},
    "FilterLogEventsRequest": {"type":"structure","members":{"logGroupName":{"shape":"LogGroupName"},"logGroupIdentifier":{"shape":"LogGroupIdentifier"},"logStreamNames":{"shape":"InputLogStreamNames"},"logStreamNamePrefix":{"shape":"LogStreamName"},"startTime":{"shape":"Timestamp"},"endTime":{"shape":"Timestamp"},"filterPattern":{"shape":"FilterPattern"},"nextToken":{"shape":"NextToken"},"limit":{"shape":"EventsLimit"},"interleaved":{"shape":"Interleaved"},"unmask":{"shape":"Unmask"}}},
    "FilterLogEventsResponse": {"type":"structure","members":{"events":{"shape":"FilteredLogEvents"},"searchedLogStreams":{"shape":"SearchedLogStreams"},"nextToken":{"shape":"NextToken"}}},
    "FilterPattern": {"type":"string","min":0,"max":1024},
    "FilteredLogEvent": {"type":"structure","members":{"logStreamName":{"shape":"LogStreamName"},"timestamp":{"shape":"Timestamp"},"message":{"shape":"EventMessage"},"ingestionTime":{"shape":"Timestamp"},"eventId":{"shape":"EventId"}}},
    "FilteredLogEvents": {"type":"list","member":{"shape":"FilteredLogEvent"}},
    "GetLogEventsRequest": {"type":"structure","members":{"logGroupName":{"shape":"LogGroupName"},"logGroupIdentifier":{"shape":"LogGroupIdentifier"},"logStreamName":{"shape":"LogStreamName"},"startTime":{"shape":"Timestamp"},"endTime":{"shape":"Timestamp"},"nextToken":{"shape":"NextToken"},"limit":{"shape":"EventsLimit"},"startFromHead":{"shape":"StartFromHead"},"unmask":{"shape":"Unmask"}},"required":["logStreamName"]},
    "GetLogEventsResponse": {"type":"structure","members":{"events":{"shape":"OutputLogEvents"},"nextForwardToken":{"shape":"NextToken"},"nextBackwardToken":{"shape":"NextToken"}}},
    "IncludeLinkedAccounts": {"type":"boolean"},
    "InheritedProperties": {"type":"list","member":{"shape":"InheritedProperty"}},
    "InheritedProperty": {"type":"string","enum":["ACCOUNT_DATA_PROTECTION"]},
    "InputLogEvent": {"type":"structure","members":{"timestamp":{"shape":"Timestamp"},"message":{"shape":"EventMessage"}},"required":["timestamp","message"]},
    "InputLogEvents": {"type":"list","member":{"shape":"InputLogEvent"},"min":1,"max":10000},
    "InputLogStreamNames": {"type":"list","member":{"shape":"LogStreamName"},"min":1,"max":100},
    "Interleaved": {"type":"boolean"},
    "InvalidParameterException": {"type":"structure","members":{},"error":{"status":400}},
    "InvalidSequenceTokenException": {"type":"structure","members":{"expectedSequenceToken":{"shape":"SequenceToken"}},"error":{"status":400}},
    "KmsKeyId": {"type":"string","max":256},
    "LimitExceededException": {"type":"structure","members":{},"error":{"status":400}},
    "LogEventIndex": {"type":"integer"},
    "LogGroup": {"type":"structure","members":{"logGroupName":{"shape":"LogGroupName"},"creationTime":{"shape":"Timestamp"},"retentionInDays":{"shape":"Days"},"metricFilterCount":{"shape":"FilterCount"},"arn":{"shape":"Arn"},"storedBytes":{"shape":"StoredBytes"},"kmsKeyId":{"shape":"KmsKeyId"},"dataProtectionStatus":{"shape":"DataProtectionStatus"},"inheritedProperties":{"shape":"InheritedProperties"},"logGroupClass":{"shape":"LogGroupClass"},"logGroupArn":{"shape":"Arn"},"deletionProtectionEnabled":{"shape":"DeletionProtectionEnabled"},"bearerTokenAuthenticationEnabled":{"shape":"BearerTokenAuthenticationEnabled"}}},
    "LogGroupClass": {"type":"string","enum":["STANDARD","INFREQUENT_ACCESS","DELIVERY"]},
    "LogGroupIdentifier": {"type":"string","pattern":"[\\w#+=/:,.@-]*","min":1,"max":2048},
    "LogGroupName": {"type":"string","pattern":"[\\.\\-_/#A-Za-z0-9]+","min":1,"max":512},
    "LogGroupNamePattern": {"type":"string","pattern":"[\\.\\-_/#A-Za-z0-9]*","min":0,"max":512},
    "LogGroups": {"type":"list","member":{"shape":"LogGroup"}},
    "LogStream": {"type":"structure","members":{"logStreamName":{"shape":"LogStreamName"},"creationTime":{"shape":"Timestamp"},"firstEventTimestamp":{"shape":"Timestamp"},"lastEventTimestamp":{"shape":"Timestamp"},"lastIngestionTime":{"shape":"Timestamp"},"uploadSequenceToken":{"shape":"SequenceToken"},"arn":{"shape":"Arn"},"storedBytes":{"shape":"StoredBytes"}}},
    "LogStreamName": {"type":"string","pattern":"[^:*]*","min":1,"max":512},
    "LogStreamSearchedCompletely": {"type":"boolean"},
    "LogStreams": {"type":"list","member":{"shape":"LogStream"}},
    "NextToken": {"type":"string","min":1},
    "OperationAbortedException": {"type":"structure","members":{},"error":{"status":400}},
    "OrderBy": {"type":"string","enum":["LogStreamName","LastEventTime"]},
    "OutputLogEvent": {"type":"structure","members":{"timestamp":{"shape":"Timestamp"},"message":{"shape":"EventMessage"},"ingestionTime":{"shape":"Timestamp"}}},
    "OutputLogEvents": {"type":"list","member":{"shape":"OutputLogEvent"}},
    "PutLogEventsRequest": {"type":"structure","members":{"logGroupName":{"shape":"LogGroupName"},"logStreamName":{"shape":"LogStreamName"},"logEvents":{"shape":"InputLogEvents"},"sequenceToken":{"shape":"SequenceToken"},"entity":{"shape":"Entity"}},"required":["logGroupName","logStreamName","logEvents"]},
    "PutLogEventsResponse": {"type":"structure","members":{"nextSequenceToken":{"shape":"SequenceToken"},"rejectedLogEventsInfo":{"shape":"RejectedLogEventsInfo"},"rejectedEntityInfo":{"shape":"RejectedEntityInfo"}}},
    "PutRetentionPolicyRequest": {"type":"structure","members":{"logGroupName":{"shape":"LogGroupName"},"retentionInDays":{"shape":"Days"}},"required":["logGroupName","retentionInDays"]},
    "RejectedEntityInfo": {"type":"structure","members":{"errorType":{"shape":"EntityRejectionErrorType"}},"required":["errorType"]},
    "RejectedLogEventsInfo": {"type":"structure","members":{"tooNewLogEventStartIndex":{"shape":"LogEventIndex"},"tooOldLogEventEndIndex":{"shape":"LogEventIndex"},"expiredLogEventEndIndex":{"shape":"LogEventIndex"}}},
    "ResourceAlreadyExistsException": {"type":"structure","members":{},"error":{"status":400}},
    "ResourceNotFoundException": {"type":"structure","members":{},"error":{"status":400}},
    "SearchedLogStream": {"type":"structure","members":{"logStreamName":{"shape":"LogStreamName"},"searchedCompletely":{"shape":"LogStreamSearchedCompletely"}}},
    "SearchedLogStreams": {"type":"list","member":{"shape":"SearchedLogStream"}},
    "SequenceToken": {"type":"string","min":1},
    "ServiceUnavailableException": {"type":"structure","members":{},"error":{"status":500}},
    "StartFromHead": {"type":"boolean"},
    "StoredBytes": {"type":"long","min":0},
    "TagKey": {"type":"string","pattern":"^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+)$","min":1,"max":128},
    "TagValue": {"type":"string","pattern":"^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$","max":256},
    "Tags": {"type":"map","key":{"shape":"TagKey"},"value":{"shape":"TagValue"},"min":1,"max":50},
    "Timestamp": {"type":"long","min":0},
    "Unmask": {"type":"boolean"},
    "UnrecognizedClientException": {"type":"structure","members":{},"error":{"status":400}},
    "ValidationException": {"type":"structure","members":{},"error":{"status":400}},
  },
};
