/** Written by `npm run gen` from AWS's service model (botocore, Apache-2.0); do not edit. */
import type { ServiceModel } from "../service-model.ts";

export type ActionsSuppressedBy = "WaitPeriod" | "ExtensionPeriod" | "Alarm";

export interface AlarmHistoryItem {
  AlarmName?: string;
  AlarmContributorId?: string;
  AlarmType?: AlarmType;
  Timestamp?: Date;
  HistoryItemType?: HistoryItemType;
  HistorySummary?: string;
  HistoryData?: string;
  AlarmContributorAttributes?: { [key: string]: string };
}

export interface AlarmPromQLCriteria {
  Query: string;
  PendingPeriod?: number;
  RecoveryPeriod?: number;
}

export type AlarmType = "CompositeAlarm" | "MetricAlarm";

export type ComparisonOperator = "GreaterThanOrEqualToThreshold" | "GreaterThanThreshold" | "LessThanThreshold" | "LessThanOrEqualToThreshold" | "LessThanLowerOrGreaterThanUpperThreshold" | "LessThanLowerThreshold" | "GreaterThanUpperThreshold";

export interface CompositeAlarm {
  ActionsEnabled?: boolean;
  AlarmActions?: string[];
  AlarmArn?: string;
  AlarmConfigurationUpdatedTimestamp?: Date;
  AlarmDescription?: string;
  AlarmName?: string;
  AlarmRule?: string;
  InsufficientDataActions?: string[];
  OKActions?: string[];
  StateReason?: string;
  StateReasonData?: string;
  StateUpdatedTimestamp?: Date;
  StateValue?: StateValue;
  StateTransitionedTimestamp?: Date;
  ActionsSuppressedBy?: ActionsSuppressedBy;
  ActionsSuppressedReason?: string;
  ActionsSuppressor?: string;
  ActionsSuppressorWaitPeriod?: number;
  ActionsSuppressorExtensionPeriod?: number;
}

export interface ConcurrentModificationException {}

export interface ConflictException {
  Message?: string;
}

export interface Datapoint {
  Timestamp?: Date;
  SampleCount?: number;
  Average?: number;
  Sum?: number;
  Minimum?: number;
  Maximum?: number;
  Unit?: StandardUnit;
  ExtendedStatistics?: { [key: string]: number };
}

export interface DeleteAlarmsInput {
  AlarmNames: string[];
}

export interface DescribeAlarmHistoryInput {
  AlarmName?: string;
  AlarmContributorId?: string;
  AlarmTypes?: AlarmType[];
  HistoryItemType?: HistoryItemType;
  StartDate?: Date;
  EndDate?: Date;
  MaxRecords?: number;
  NextToken?: string;
  ScanBy?: ScanBy;
}

export interface DescribeAlarmHistoryOutput {
  AlarmHistoryItems?: AlarmHistoryItem[];
  NextToken?: string;
}

export interface DescribeAlarmsForMetricInput {
  MetricName: string;
  Namespace: string;
  Statistic?: Statistic;
  ExtendedStatistic?: string;
  Dimensions?: Dimension[];
  Period?: number;
  Unit?: StandardUnit;
}

export interface DescribeAlarmsForMetricOutput {
  MetricAlarms?: MetricAlarm[];
}

export interface DescribeAlarmsInput {
  AlarmNames?: string[];
  AlarmNamePrefix?: string;
  AlarmTypes?: AlarmType[];
  ChildrenOfAlarmName?: string;
  ParentsOfAlarmName?: string;
  StateValue?: StateValue;
  ActionPrefix?: string;
  MaxRecords?: number;
  NextToken?: string;
}

export interface DescribeAlarmsOutput {
  CompositeAlarms?: CompositeAlarm[];
  MetricAlarms?: MetricAlarm[];
  NextToken?: string;
}

export interface Dimension {
  Name: string;
  Value: string;
}

export interface DimensionFilter {
  Name: string;
  Value?: string;
}

export interface DisableAlarmActionsInput {
  AlarmNames: string[];
}

export interface EnableAlarmActionsInput {
  AlarmNames: string[];
}

export interface Entity {
  KeyAttributes?: { [key: string]: string };
  Attributes?: { [key: string]: string };
}

export interface EntityMetricData {
  Entity?: Entity;
  MetricData?: MetricDatum[];
}

export interface EvaluationCriteria {
  PromQLCriteria?: AlarmPromQLCriteria;
}

export type EvaluationState = "PARTIAL_DATA" | "EVALUATION_FAILURE" | "EVALUATION_ERROR";

export interface GetMetricDataInput {
  MetricDataQueries: MetricDataQuery[];
  StartTime: Date;
  EndTime: Date;
  NextToken?: string;
  ScanBy?: ScanBy;
  MaxDatapoints?: number;
  LabelOptions?: LabelOptions;
}

export interface GetMetricDataOutput {
  MetricDataResults?: MetricDataResult[];
  NextToken?: string;
  Messages?: MessageData[];
}

export interface GetMetricStatisticsInput {
  Namespace: string;
  MetricName: string;
  Dimensions?: Dimension[];
  StartTime: Date;
  EndTime: Date;
  Period: number;
  Statistics?: Statistic[];
  ExtendedStatistics?: string[];
  Unit?: StandardUnit;
}

export interface GetMetricStatisticsOutput {
  Label?: string;
  Datapoints?: Datapoint[];
}

export type HistoryItemType = "ConfigurationUpdate" | "StateUpdate" | "Action" | "AlarmContributorStateUpdate" | "AlarmContributorAction";

export interface InternalServiceFault {
  Message?: string;
}

export interface InvalidFormatFault {
  message?: string;
}

export interface InvalidNextToken {
  message?: string;
}

export interface InvalidParameterCombinationException {
  message?: string;
}

export interface InvalidParameterValueException {
  message?: string;
}

export interface LabelOptions {
  Timezone?: string;
}

export interface LimitExceededFault {
  message?: string;
}

export interface ListMetricsInput {
  Namespace?: string;
  MetricName?: string;
  Dimensions?: DimensionFilter[];
  NextToken?: string;
  RecentlyActive?: RecentlyActive;
  IncludeLinkedAccounts?: boolean;
  OwningAccount?: string;
}

export interface ListMetricsOutput {
  Metrics?: Metric[];
  NextToken?: string;
  OwningAccounts?: string[];
}

export interface ListTagsForResourceInput {
  ResourceARN: string;
}

export interface ListTagsForResourceOutput {
  Tags?: Tag[];
}

export interface MessageData {
  Code?: string;
  Value?: string;
}

export interface Metric {
  Namespace?: string;
  MetricName?: string;
  Dimensions?: Dimension[];
}

export interface MetricAlarm {
  AlarmName?: string;
  AlarmArn?: string;
  AlarmDescription?: string;
  AlarmConfigurationUpdatedTimestamp?: Date;
  ActionsEnabled?: boolean;
  OKActions?: string[];
  AlarmActions?: string[];
  InsufficientDataActions?: string[];
  StateValue?: StateValue;
  StateReason?: string;
  StateReasonData?: string;
  StateUpdatedTimestamp?: Date;
  MetricName?: string;
  Namespace?: string;
  Statistic?: Statistic;
  ExtendedStatistic?: string;
  Dimensions?: Dimension[];
  Period?: number;
  Unit?: StandardUnit;
  EvaluationPeriods?: number;
  DatapointsToAlarm?: number;
  Threshold?: number;
  ComparisonOperator?: ComparisonOperator;
  TreatMissingData?: string;
  EvaluateLowSampleCountPercentile?: string;
  Metrics?: MetricDataQuery[];
  ThresholdMetricId?: string;
  EvaluationState?: EvaluationState;
  StateTransitionedTimestamp?: Date;
  EvaluationCriteria?: EvaluationCriteria;
  EvaluationInterval?: number;
}

export interface MetricDataQuery {
  Id: string;
  MetricStat?: MetricStat;
  Expression?: string;
  Label?: string;
  ReturnData?: boolean;
  Period?: number;
  AccountId?: string;
}

export interface MetricDataResult {
  Id?: string;
  Label?: string;
  Timestamps?: Date[];
  Values?: number[];
  StatusCode?: StatusCode;
  Messages?: MessageData[];
}

export interface MetricDatum {
  MetricName: string;
  Dimensions?: Dimension[];
  Timestamp?: Date;
  Value?: number;
  StatisticValues?: StatisticSet;
  Values?: number[];
  Counts?: number[];
  Unit?: StandardUnit;
  StorageResolution?: number;
}

export interface MetricStat {
  Metric: Metric;
  Period: number;
  Stat: string;
  Unit?: StandardUnit;
}

export interface MissingRequiredParameterException {
  message?: string;
}

export interface PutMetricAlarmInput {
  AlarmName: string;
  AlarmDescription?: string;
  ActionsEnabled?: boolean;
  OKActions?: string[];
  AlarmActions?: string[];
  InsufficientDataActions?: string[];
  MetricName?: string;
  Namespace?: string;
  Statistic?: Statistic;
  ExtendedStatistic?: string;
  Dimensions?: Dimension[];
  Period?: number;
  Unit?: StandardUnit;
  EvaluationPeriods?: number;
  DatapointsToAlarm?: number;
  Threshold?: number;
  ComparisonOperator?: ComparisonOperator;
  TreatMissingData?: string;
  EvaluateLowSampleCountPercentile?: string;
  Metrics?: MetricDataQuery[];
  Tags?: Tag[];
  ThresholdMetricId?: string;
  EvaluationCriteria?: EvaluationCriteria;
  EvaluationInterval?: number;
}

export interface PutMetricDataInput {
  Namespace: string;
  MetricData?: MetricDatum[];
  EntityMetricData?: EntityMetricData[];
  StrictEntityValidation?: boolean;
}

export type RecentlyActive = "PT3H";

export interface ResourceNotFound {
  message?: string;
}

export interface ResourceNotFoundException {
  ResourceType?: string;
  ResourceId?: string;
}

export type ScanBy = "TimestampDescending" | "TimestampAscending";

export interface SetAlarmStateInput {
  AlarmName: string;
  StateValue: StateValue;
  StateReason: string;
  StateReasonData?: string;
}

export type StandardUnit = "Seconds" | "Microseconds" | "Milliseconds" | "Bytes" | "Kilobytes" | "Megabytes" | "Gigabytes" | "Terabytes" | "Bits" | "Kilobits" | "Megabits" | "Gigabits" | "Terabits" | "Percent" | "Count" | "Bytes/Second" | "Kilobytes/Second" | "Megabytes/Second" | "Gigabytes/Second" | "Terabytes/Second" | "Bits/Second" | "Kilobits/Second" | "Megabits/Second" | "Gigabits/Second" | "Terabits/Second" | "Count/Second" | "None";

export type StateValue = "OK" | "ALARM" | "INSUFFICIENT_DATA";

export type Statistic = "SampleCount" | "Average" | "Sum" | "Minimum" | "Maximum";

export interface StatisticSet {
  SampleCount: number;
  Sum: number;
  Minimum: number;
  Maximum: number;
}

export type StatusCode = "Complete" | "InternalError" | "PartialData" | "Forbidden";

export interface Tag {
  Key: string;
  Value: string;
}

export interface TagResourceInput {
  ResourceARN: string;
  Tags: Tag[];
}

export interface TagResourceOutput {}

export interface UntagResourceInput {
  ResourceARN: string;
  TagKeys: string[];
}

export interface UntagResourceOutput {}

/** Every operation with its input and output. */
export interface CloudwatchOperations {
  "cloudwatch.PutMetricData": { input: PutMetricDataInput; output: void };
  "cloudwatch.GetMetricData": { input: GetMetricDataInput; output: GetMetricDataOutput };
  "cloudwatch.GetMetricStatistics": { input: GetMetricStatisticsInput; output: GetMetricStatisticsOutput };
  "cloudwatch.ListMetrics": { input: ListMetricsInput; output: ListMetricsOutput };
  "cloudwatch.PutMetricAlarm": { input: PutMetricAlarmInput; output: void };
  "cloudwatch.DescribeAlarms": { input: DescribeAlarmsInput; output: DescribeAlarmsOutput };
  "cloudwatch.DescribeAlarmsForMetric": { input: DescribeAlarmsForMetricInput; output: DescribeAlarmsForMetricOutput };
  "cloudwatch.DescribeAlarmHistory": { input: DescribeAlarmHistoryInput; output: DescribeAlarmHistoryOutput };
  "cloudwatch.DeleteAlarms": { input: DeleteAlarmsInput; output: void };
  "cloudwatch.SetAlarmState": { input: SetAlarmStateInput; output: void };
  "cloudwatch.EnableAlarmActions": { input: EnableAlarmActionsInput; output: void };
  "cloudwatch.DisableAlarmActions": { input: DisableAlarmActionsInput; output: void };
  "cloudwatch.TagResource": { input: TagResourceInput; output: TagResourceOutput };
  "cloudwatch.UntagResource": { input: UntagResourceInput; output: UntagResourceOutput };
  "cloudwatch.ListTagsForResource": { input: ListTagsForResourceInput; output: ListTagsForResourceOutput };
}

export const cloudwatchModel: ServiceModel = {
  name: "cloudwatch",
  serviceId: "CloudWatch",
  signingName: "monitoring",
  protocol: "cbor",
  protocols: ["cbor","json","query"],
  apiVersion: "2010-08-01",
  targetPrefix: "GraniteServiceVersion20100801",
  jsonVersion: "1.0",
  xmlNamespace: "http://monitoring.amazonaws.com/doc/2010-08-01/",
  queryCompatible: true,
  operations: {
    "PutMetricData": {"method":"POST","uri":"/","input":"PutMetricDataInput","errors":["InvalidParameterValueException","MissingRequiredParameterException","InvalidParameterCombinationException","InternalServiceFault"]},
    "GetMetricData": {"method":"POST","uri":"/","input":"GetMetricDataInput","output":"GetMetricDataOutput","resultWrapper":"GetMetricDataResult","errors":["InvalidNextToken"]},
    "GetMetricStatistics": {"method":"POST","uri":"/","input":"GetMetricStatisticsInput","output":"GetMetricStatisticsOutput","resultWrapper":"GetMetricStatisticsResult","errors":["InvalidParameterValueException","MissingRequiredParameterException","InvalidParameterCombinationException","InternalServiceFault"]},
    "ListMetrics": {"method":"POST","uri":"/","input":"ListMetricsInput","output":"ListMetricsOutput","resultWrapper":"ListMetricsResult","errors":["InternalServiceFault","InvalidParameterValueException"]},
    "PutMetricAlarm": {"method":"POST","uri":"/","input":"PutMetricAlarmInput","errors":["LimitExceededFault"]},
    "DescribeAlarms": {"method":"POST","uri":"/","input":"DescribeAlarmsInput","output":"DescribeAlarmsOutput","resultWrapper":"DescribeAlarmsResult","errors":["InvalidNextToken"]},
    "DescribeAlarmsForMetric": {"method":"POST","uri":"/","input":"DescribeAlarmsForMetricInput","output":"DescribeAlarmsForMetricOutput","resultWrapper":"DescribeAlarmsForMetricResult"},
    "DescribeAlarmHistory": {"method":"POST","uri":"/","input":"DescribeAlarmHistoryInput","output":"DescribeAlarmHistoryOutput","resultWrapper":"DescribeAlarmHistoryResult","errors":["InvalidNextToken"]},
    "DeleteAlarms": {"method":"POST","uri":"/","input":"DeleteAlarmsInput","errors":["ResourceNotFound"]},
    "SetAlarmState": {"method":"POST","uri":"/","input":"SetAlarmStateInput","errors":["ResourceNotFound","InvalidFormatFault"]},
    "EnableAlarmActions": {"method":"POST","uri":"/","input":"EnableAlarmActionsInput"},
    "DisableAlarmActions": {"method":"POST","uri":"/","input":"DisableAlarmActionsInput"},
    "TagResource": {"method":"POST","uri":"/","input":"TagResourceInput","output":"TagResourceOutput","resultWrapper":"TagResourceResult","errors":["InvalidParameterValueException","ResourceNotFoundException","ConcurrentModificationException","InternalServiceFault","ConflictException"]},
    "UntagResource": {"method":"POST","uri":"/","input":"UntagResourceInput","output":"UntagResourceOutput","resultWrapper":"UntagResourceResult","errors":["InvalidParameterValueException","ResourceNotFoundException","ConcurrentModificationException","InternalServiceFault","ConflictException"]},
    "ListTagsForResource": {"method":"POST","uri":"/","input":"ListTagsForResourceInput","output":"ListTagsForResourceOutput","resultWrapper":"ListTagsForResourceResult","errors":["InvalidParameterValueException","ResourceNotFoundException","InternalServiceFault"]},
  },
  shapes: {
    "AccountId": {"type":"string","min":1,"max":255},
    "ActionPrefix": {"type":"string","min":1,"max":1024},
    "ActionsEnabled": {"type":"boolean"},
    "ActionsSuppressedBy": {"type":"string","enum":["WaitPeriod","ExtensionPeriod","Alarm"]},
    "ActionsSuppressedReason": {"type":"string","min":0,"max":1024},
    "AlarmArn": {"type":"string","min":1,"max":1600},
    "AlarmDescription": {"type":"string","min":0,"max":1024},
    "AlarmHistoryItem": {"type":"structure","members":{"AlarmName":{"shape":"AlarmName"},"AlarmContributorId":{"shape":"ContributorId"},"AlarmType":{"shape":"AlarmType"},"Timestamp":{"shape":"Timestamp"},"HistoryItemType":{"shape":"HistoryItemType"},"HistorySummary":{"shape":"HistorySummary"},"HistoryData":{"shape":"HistoryData"},"AlarmContributorAttributes":{"shape":"ContributorAttributes"}}},
    "AlarmHistoryItems": {"type":"list","member":{"shape":"AlarmHistoryItem"}},
    "AlarmName": {"type":"string","min":1,"max":255},
    "AlarmNamePrefix": {"type":"string","min":1,"max":255},
    "AlarmNames": {"type":"list","member":{"shape":"AlarmName"},"max":100},
    "AlarmPromQLCriteria": {"type":"structure","members":{"Query":{"shape":"Query"},"PendingPeriod":{"shape":"PendingPeriod"},"RecoveryPeriod":{"shape":"RecoveryPeriod"}},"required":["Query"]},
    "AlarmRule": {"type":"string","min":1,"max":10240},
    "AlarmType": {"type":"string","enum":["CompositeAlarm","MetricAlarm"]},
    "AlarmTypes": {"type":"list","member":{"shape":"AlarmType"}},
    "AmazonResourceName": {"type":"string","min":1,"max":1024},
    "AttributeName": {"type":"string","min":1,"max":255},
    "AttributeValue": {"type":"string","min":1,"max":1024},
    "AwsQueryErrorMessage": {"type":"string"},
    "ComparisonOperator": {"type":"string","enum":["GreaterThanOrEqualToThreshold","GreaterThanThreshold","LessThanThreshold","LessThanOrEqualToThreshold","LessThanLowerOrGreaterThanUpperThreshold","LessThanLowerThreshold","GreaterThanUpperThreshold"]},
    "CompositeAlarm": {"type":"structure","members":{"ActionsEnabled":{"shape":"ActionsEnabled"},"AlarmActions":{"shape":"ResourceList"},"AlarmArn":{"shape":"AlarmArn"},"AlarmConfigurationUpdatedTimestamp":{"shape":"Timestamp"},"AlarmDescription":{"shape":"AlarmDescription"},"AlarmName":{"shape":"AlarmName"},"AlarmRule":{"shape":"AlarmRule"},"InsufficientDataActions":{"shape":"ResourceList"},"OKActions":{"shape":"ResourceList"},"StateReason":{"shape":"StateReason"},"StateReasonData":{"shape":"StateReasonData"},"StateUpdatedTimestamp":{"shape":"Timestamp"},"StateValue":{"shape":"StateValue"},"StateTransitionedTimestamp":{"shape":"Timestamp"},"ActionsSuppressedBy":{"shape":"ActionsSuppressedBy"},"ActionsSuppressedReason":{"shape":"ActionsSuppressedReason"},"ActionsSuppressor":{"shape":"AlarmArn"},"ActionsSuppressorWaitPeriod":{"shape":"SuppressorPeriod"},"ActionsSuppressorExtensionPeriod":{"shape":"SuppressorPeriod"}}},
    "CompositeAlarms": {"type":"list","member":{"shape":"CompositeAlarm"}},
    "ConcurrentModificationException": {"type":"structure","members":{},"error":{"status":429,"senderFault":true}},
    "ConflictException": {"type":"structure","members":{"Message":{"shape":"ErrorMessage"}},"error":{"status":409}},
    "ContributorAttributes": {"type":"map","key":{"shape":"AttributeName"},"value":{"shape":"AttributeValue"},"min":0,"max":150},
    "ContributorId": {"type":"string","min":1,"max":16},
    "Counts": {"type":"list","member":{"shape":"DatapointValue"}},
    "Datapoint": {"type":"structure","members":{"Timestamp":{"shape":"Timestamp"},"SampleCount":{"shape":"DatapointValue"},"Average":{"shape":"DatapointValue"},"Sum":{"shape":"DatapointValue"},"Minimum":{"shape":"DatapointValue"},"Maximum":{"shape":"DatapointValue"},"Unit":{"shape":"StandardUnit"},"ExtendedStatistics":{"shape":"DatapointValueMap"}}},
    "DatapointValue": {"type":"double"},
    "DatapointValueMap": {"type":"map","key":{"shape":"ExtendedStatistic"},"value":{"shape":"DatapointValue"}},
    "DatapointValues": {"type":"list","member":{"shape":"DatapointValue"}},
    "Datapoints": {"type":"list","member":{"shape":"Datapoint"}},
    "DatapointsToAlarm": {"type":"integer","min":1},
    "DeleteAlarmsInput": {"type":"structure","members":{"AlarmNames":{"shape":"AlarmNames"}},"required":["AlarmNames"]},
    "DescribeAlarmHistoryInput": {"type":"structure","members":{"AlarmName":{"shape":"AlarmName"},"AlarmContributorId":{"shape":"ContributorId"},"AlarmTypes":{"shape":"AlarmTypes"},"HistoryItemType":{"shape":"HistoryItemType"},"StartDate":{"shape":"Timestamp"},"EndDate":{"shape":"Timestamp"},"MaxRecords":{"shape":"MaxRecords"},"NextToken":{"shape":"NextToken"},"ScanBy":{"shape":"ScanBy"}}},
    "DescribeAlarmHistoryOutput": {"type":"structure","members":{"AlarmHistoryItems":{"shape":"AlarmHistoryItems"},"NextToken":{"shape":"NextToken"}}},
    "DescribeAlarmsForMetricInput": {"type":"structure","members":{"MetricName":{"shape":"MetricName"},"Namespace":{"shape":"Namespace"},"Statistic":{"shape":"Statistic"},"ExtendedStatistic":{"shape":"ExtendedStatistic"},"Dimensions":{"shape":"Dimensions"},"Period":{"shape":"Period"},"Unit":{"shape":"StandardUnit"}},"required":["MetricName","Namespace"]},
    "DescribeAlarmsForMetricOutput": {"type":"structure","members":{"MetricAlarms":{"shape":"MetricAlarms"}}},
    "DescribeAlarmsInput": {"type":"structure","members":{"AlarmNames":{"shape":"AlarmNames"},"AlarmNamePrefix":{"shape":"AlarmNamePrefix"},"AlarmTypes":{"shape":"AlarmTypes"},"ChildrenOfAlarmName":{"shape":"AlarmName"},"ParentsOfAlarmName":{"shape":"AlarmName"},"StateValue":{"shape":"StateValue"},"ActionPrefix":{"shape":"ActionPrefix"},"MaxRecords":{"shape":"MaxRecords"},"NextToken":{"shape":"NextToken"}}},
    "DescribeAlarmsOutput": {"type":"structure","members":{"CompositeAlarms":{"shape":"CompositeAlarms"},"MetricAlarms":{"shape":"MetricAlarms"},"NextToken":{"shape":"NextToken"}}},
    "Dimension": {"type":"structure","members":{"Name":{"shape":"DimensionName"},"Value":{"shape":"DimensionValue"}},"required":["Name","Value"]},
    "DimensionFilter": {"type":"structure","members":{"Name":{"shape":"DimensionName"},"Value":{"shape":"DimensionValue"}},"required":["Name"]},
    "DimensionFilters": {"type":"list","member":{"shape":"DimensionFilter"},"max":10},
    "DimensionName": {"type":"string","min":1,"max":255},
    "DimensionValue": {"type":"string","min":1,"max":1024},
    "Dimensions": {"type":"list","member":{"shape":"Dimension"},"max":30},
    "DisableAlarmActionsInput": {"type":"structure","members":{"AlarmNames":{"shape":"AlarmNames"}},"required":["AlarmNames"]},
    "EnableAlarmActionsInput": {"type":"structure","members":{"AlarmNames":{"shape":"AlarmNames"}},"required":["AlarmNames"]},
    "Entity": {"type":"structure","members":{"KeyAttributes":{"shape":"EntityKeyAttributesMap"},"Attributes":{"shape":"EntityAttributesMap"}}},
    "EntityAttributesMap": {"type":"map","key":{"shape":"EntityAttributesMapKeyString"},"value":{"shape":"EntityAttributesMapValueString"},"min":0,"max":10},
    "EntityAttributesMapKeyString": {"type":"string","min":1,"max":256},
    "EntityAttributesMapValueString": {"type":"string","min":1,"max":2048},
    "EntityKeyAttributesMap": {"type":"map","key":{"shape":"EntityKeyAttributesMapKeyString"},"value":{"shape":"EntityKeyAttributesMapValueString"},"min":2,"max":4},
    "EntityKeyAttributesMapKeyString": {"type":"string","min":1,"max":32},
    "EntityKeyAttributesMapValueString": {"type":"string","min":1,"max":2048},
    "EntityMetricData": {"type":"structure","members":{"Entity":{"shape":"Entity"},"MetricData":{"shape":"MetricData"}}},
    "EntityMetricDataList": {"type":"list","member":{"shape":"EntityMetricData"}},
    "ErrorMessage": {"type":"string","min":1,"max":255},
    "EvaluateLowSampleCountPercentile": {"type":"string","min":1,"max":255},
    "EvaluationCriteria": {"type":"structure","members":{"PromQLCriteria":{"shape":"AlarmPromQLCriteria"}},"union":true},
    "EvaluationInterval": {"type":"integer","min":10,"max":3600},
    "EvaluationPeriods": {"type":"integer","min":1},
    "EvaluationState": {"type":"string","enum":["PARTIAL_DATA","EVALUATION_FAILURE","EVALUATION_ERROR"]},
    "ExtendedStatistic": {"type":"string"},
    "ExtendedStatistics": {"type":"list","member":{"shape":"ExtendedStatistic"},"min":1,"max":10},
    "FaultDescription": {"type":"string"},
    "GetMetricDataInput": {"type":"structure","members":{"MetricDataQueries":{"shape":"MetricDataQueries"},"StartTime":{"shape":"Timestamp"},"EndTime":{"shape":"Timestamp"},"NextToken":{"shape":"NextToken"},"ScanBy":{"shape":"ScanBy"},"MaxDatapoints":{"shape":"GetMetricDataMaxDatapoints"},"LabelOptions":{"shape":"LabelOptions"}},"required":["MetricDataQueries","StartTime","EndTime"]},
    "GetMetricDataLabelTimezone": {"type":"string"},
    "GetMetricDataMaxDatapoints": {"type":"integer"},
    "GetMetricDataOutput": {"type":"structure","members":{"MetricDataResults":{"shape":"MetricDataResults"},"NextToken":{"shape":"NextToken"},"Messages":{"shape":"MetricDataResultMessages"}}},
    "GetMetricStatisticsInput": {"type":"structure","members":{"Namespace":{"shape":"Namespace"},"MetricName":{"shape":"MetricName"},"Dimensions":{"shape":"Dimensions"},"StartTime":{"shape":"Timestamp"},"EndTime":{"shape":"Timestamp"},"Period":{"shape":"Period"},"Statistics":{"shape":"Statistics"},"ExtendedStatistics":{"shape":"ExtendedStatistics"},"Unit":{"shape":"StandardUnit"}},"required":["Namespace","MetricName","StartTime","EndTime","Period"]},
    "GetMetricStatisticsOutput": {"type":"structure","members":{"Label":{"shape":"MetricLabel"},"Datapoints":{"shape":"Datapoints"}}},
    "HistoryData": {"type":"string","min":1,"max":4095},
    "HistoryItemType": {"type":"string","enum":["ConfigurationUpdate","StateUpdate","Action","AlarmContributorStateUpdate","AlarmContributorAction"]},
    "HistorySummary": {"type":"string","min":1,"max":255},
    "IncludeLinkedAccounts": {"type":"boolean"},
    "InternalServiceFault": {"type":"structure","members":{"Message":{"shape":"FaultDescription"}},"error":{"code":"InternalServiceError","status":500}},
    "InvalidFormatFault": {"type":"structure","members":{"message":{"shape":"ErrorMessage"}},"error":{"code":"InvalidFormat","status":400,"senderFault":true}},
    "InvalidNextToken": {"type":"structure","members":{"message":{"shape":"ErrorMessage"}},"error":{"status":400,"senderFault":true}},
    "InvalidParameterCombinationException": {"type":"structure","members":{"message":{"shape":"AwsQueryErrorMessage"}},"error":{"code":"InvalidParameterCombination","status":400,"senderFault":true}},
    "InvalidParameterValueException": {"type":"structure","members":{"message":{"shape":"AwsQueryErrorMessage"}},"error":{"code":"InvalidParameterValue","status":400,"senderFault":true}},
    "LabelOptions": {"type":"structure","members":{"Timezone":{"shape":"GetMetricDataLabelTimezone"}}},
    "LimitExceededFault": {"type":"structure","members":{"message":{"shape":"ErrorMessage"}},"error":{"code":"LimitExceeded","status":400,"senderFault":true}},
    "ListMetricsInput": {"type":"structure","members":{"Namespace":{"shape":"Namespace"},"MetricName":{"shape":"MetricName"},"Dimensions":{"shape":"DimensionFilters"},"NextToken":{"shape":"NextToken"},"RecentlyActive":{"shape":"RecentlyActive"},"IncludeLinkedAccounts":{"shape":"IncludeLinkedAccounts"},"OwningAccount":{"shape":"AccountId"}}},
    "ListMetricsOutput": {"type":"structure","members":{"Metrics":{"shape":"Metrics"},"NextToken":{"shape":"NextToken"},"OwningAccounts":{"shape":"OwningAccounts"}}},
    "ListTagsForResourceInput": {"type":"structure","members":{"ResourceARN":{"shape":"AmazonResourceName"}},"required":["ResourceARN"]},
    "ListTagsForResourceOutput": {"type":"structure","members":{"Tags":{"shape":"TagList"}}},
    "MaxRecords": {"type":"integer","min":1,"max":100},
    "MessageData": {"type":"structure","members":{"Code":{"shape":"MessageDataCode"},"Value":{"shape":"MessageDataValue"}}},
    "MessageDataCode": {"type":"string"},
    "MessageDataValue": {"type":"string"},
    "Metric": {"type":"structure","members":{"Namespace":{"shape":"Namespace"},"MetricName":{"shape":"MetricName"},"Dimensions":{"shape":"Dimensions"}}},
    "MetricAlarm": {"type":"structure","members":{"AlarmName":{"shape":"AlarmName"},"AlarmArn":{"shape":"AlarmArn"},"AlarmDescription":{"shape":"AlarmDescription"},"AlarmConfigurationUpdatedTimestamp":{"shape":"Timestamp"},"ActionsEnabled":{"shape":"ActionsEnabled"},"OKActions":{"shape":"ResourceList"},"AlarmActions":{"shape":"ResourceList"},"InsufficientDataActions":{"shape":"ResourceList"},"StateValue":{"shape":"StateValue"},"StateReason":{"shape":"StateReason"},"StateReasonData":{"shape":"StateReasonData"},"StateUpdatedTimestamp":{"shape":"Timestamp"},"MetricName":{"shape":"MetricName"},"Namespace":{"shape":"Namespace"},"Statistic":{"shape":"Statistic"},"ExtendedStatistic":{"shape":"ExtendedStatistic"},"Dimensions":{"shape":"Dimensions"},"Period":{"shape":"Period"},"Unit":{"shape":"StandardUnit"},"EvaluationPeriods":{"shape":"EvaluationPeriods"},"DatapointsToAlarm":{"shape":"DatapointsToAlarm"},"Threshold":{"shape":"Threshold"},"ComparisonOperator":{"shape":"ComparisonOperator"},"TreatMissingData":{"shape":"TreatMissingData"},"EvaluateLowSampleCountPercentile":{"shape":"EvaluateLowSampleCountPercentile"},"Metrics":{"shape":"MetricDataQueries"},"ThresholdMetricId":{"shape":"MetricId"},"EvaluationState":{"shape":"EvaluationState"},"StateTransitionedTimestamp":{"shape":"Timestamp"},"EvaluationCriteria":{"shape":"EvaluationCriteria"},"EvaluationInterval":{"shape":"EvaluationInterval"}}},
    "MetricAlarms": {"type":"list","member":{"shape":"MetricAlarm"}},
    "MetricData": {"type":"list","member":{"shape":"MetricDatum"}},
    "MetricDataQueries": {"type":"list","member":{"shape":"MetricDataQuery"}},
    "MetricDataQuery": {"type":"structure","members":{"Id":{"shape":"MetricId"},"MetricStat":{"shape":"MetricStat"},"Expression":{"shape":"MetricExpression"},"Label":{"shape":"MetricLabel"},"ReturnData":{"shape":"ReturnData"},"Period":{"shape":"Period"},"AccountId":{"shape":"AccountId"}},"required":["Id"]},
    "MetricDataResult": {"type":"structure","members":{"Id":{"shape":"MetricId"},"Label":{"shape":"MetricLabel"},"Timestamps":{"shape":"Timestamps"},"Values":{"shape":"DatapointValues"},"StatusCode":{"shape":"StatusCode"},"Messages":{"shape":"MetricDataResultMessages"}}},
    "MetricDataResultMessages": {"type":"list","member":{"shape":"MessageData"}},
    "MetricDataResults": {"type":"list","member":{"shape":"MetricDataResult"}},
    "MetricDatum": {"type":"structure","members":{"MetricName":{"shape":"MetricName"},"Dimensions":{"shape":"Dimensions"},"Timestamp":{"shape":"Timestamp"},"Value":{"shape":"DatapointValue"},"StatisticValues":{"shape":"StatisticSet"},"Values":{"shape":"Values"},"Counts":{"shape":"Counts"},"Unit":{"shape":"StandardUnit"},"StorageResolution":{"shape":"StorageResolution"}},"required":["MetricName"]},
    "MetricExpression": {"type":"string","min":1,"max":2048},
    "MetricId": {"type":"string","min":1,"max":255},
    "MetricLabel": {"type":"string"},
    "MetricName": {"type":"string","min":1,"max":255},
    "MetricStat": {"type":"structure","members":{"Metric":{"shape":"Metric"},"Period":{"shape":"Period"},"Stat":{"shape":"Stat"},"Unit":{"shape":"StandardUnit"}},"required":["Metric","Period","Stat"]},
    "Metrics": {"type":"list","member":{"shape":"Metric"}},
    "MissingRequiredParameterException": {"type":"structure","members":{"message":{"shape":"AwsQueryErrorMessage"}},"error":{"code":"MissingParameter","status":400,"senderFault":true}},
    "Namespace": {"type":"string","pattern":"[^:].*","min":1,"max":255},
    "NextToken": {"type":"string"},
    "OwningAccounts": {"type":"list","member":{"shape":"AccountId"}},
    "PendingPeriod": {"type":"integer","min":0,"max":86400},
    "Period": {"type":"integer","min":1},
    "PutMetricAlarmInput": {"type":"structure","members":{"AlarmName":{"shape":"AlarmName"},"AlarmDescription":{"shape":"AlarmDescription"},"ActionsEnabled":{"shape":"ActionsEnabled"},"OKActions":{"shape":"ResourceList"},"AlarmActions":{"shape":"ResourceList"},"InsufficientDataActions":{"shape":"ResourceList"},"MetricName":{"shape":"MetricName"},"Namespace":{"shape":"Namespace"},"Statistic":{"shape":"Statistic"},"ExtendedStatistic":{"shape":"ExtendedStatistic"},"Dimensions":{"shape":"Dimensions"},"Period":{"shape":"Period"},"Unit":{"shape":"StandardUnit"},"EvaluationPeriods":{"shape":"EvaluationPeriods"},"DatapointsToAlarm":{"shape":"DatapointsToAlarm"},"Threshold":{"shape":"Threshold"},"ComparisonOperator":{"shape":"ComparisonOperator"},"TreatMissingData":{"shape":"TreatMissingData"},"EvaluateLowSampleCountPercentile":{"shape":"EvaluateLowSampleCountPercentile"},"Metrics":{"shape":"MetricDataQueries"},"Tags":{"shape":"TagList"},"ThresholdMetricId":{"shape":"MetricId"},"EvaluationCriteria":{"shape":"EvaluationCriteria"},"EvaluationInterval":{"shape":"EvaluationInterval"}},"required":["AlarmName"]},
    "PutMetricDataInput": {"type":"structure","members":{"Namespace":{"shape":"Namespace"},"MetricData":{"shape":"MetricData"},"EntityMetricData":{"shape":"EntityMetricDataList"},"StrictEntityValidation":{"shape":"StrictEntityValidation"}},"required":["Namespace"]},
    "Query": {"type":"string","min":1,"max":10000},
    "RecentlyActive": {"type":"string","enum":["PT3H"]},
    "RecoveryPeriod": {"type":"integer","min":0,"max":86400},
    "ResourceId": {"type":"string"},
    "ResourceList": {"type":"list","member":{"shape":"ResourceName"},"max":5},
    "ResourceName": {"type":"string","min":1,"max":1024},
    "ResourceNotFound": {"type":"structure","members":{"message":{"shape":"ErrorMessage"}},"error":{"status":404,"senderFault":true}},
    "ResourceNotFoundException": {"type":"structure","members":{"ResourceType":{"shape":"ResourceType"},"ResourceId":{"shape":"ResourceId"}},"error":{"status":404,"senderFault":true}},
    "ResourceType": {"type":"string"},
    "ReturnData": {"type":"boolean"},
    "ScanBy": {"type":"string","enum":["TimestampDescending","TimestampAscending"]},
    "SetAlarmStateInput": {"type":"structure","members":{"AlarmName":{"shape":"AlarmName"},"StateValue":{"shape":"StateValue"},"StateReason":{"shape":"StateReason"},"StateReasonData":{"shape":"StateReasonData"}},"required":["AlarmName","StateValue","StateReason"]},
    "StandardUnit": {"type":"string","enum":["Seconds","Microseconds","Milliseconds","Bytes","Kilobytes","Megabytes","Gigabytes","Terabytes","Bits","Kilobits","Megabits","Gigabits","Terabits","Percent","Count","Bytes/Second","Kilobytes/Second","Megabytes/Second","Gigabytes/Second","Terabytes/Second","Bits/Second","Kilobits/Second","Megabits/Second","Gigabits/Second","Terabits/Second","Count/Second","None"]},
    "Stat": {"type":"string"},
    "StateReason": {"type":"string","min":0,"max":1023},
    "StateReasonData": {"type":"string","min":0,"max":4000},
    "StateValue": {"type":"string","enum":["OK","ALARM","INSUFFICIENT_DATA"]},
    "Statistic": {"type":"string","enum":["SampleCount","Average","Sum","Minimum","Maximum"]},
    "StatisticSet": {"type":"structure","members":{"SampleCount":{"shape":"DatapointValue"},"Sum":{"shape":"DatapointValue"},"Minimum":{"shape":"DatapointValue"},"Maximum":{"shape":"DatapointValue"}},"required":["SampleCount","Sum","Minimum","Maximum"]},
    "Statistics": {"type":"list","member":{"shape":"Statistic"},"min":1,"max":5},
    "StatusCode": {"type":"string","enum":["Complete","InternalError","PartialData","Forbidden"]},
    "StorageResolution": {"type":"integer","min":1},
    "StrictEntityValidation": {"type":"boolean"},
    "SuppressorPeriod": {"type":"integer"},
    "Tag": {"type":"structure","members":{"Key":{"shape":"TagKey"},"Value":{"shape":"TagValue"}},"required":["Key","Value"]},
    "TagKey": {"type":"string","min":1,"max":128},
    "TagKeyList": {"type":"list","member":{"shape":"TagKey"}},
    "TagList": {"type":"list","member":{"shape":"Tag"}},
    "TagResourceInput": {"type":"structure","members":{"ResourceARN":{"shape":"AmazonResourceName"},"Tags":{"shape":"TagList"}},"required":["ResourceARN","Tags"]},
    "TagResourceOutput": {"type":"structure","members":{}},
    "TagValue": {"type":"string","min":0,"max":256},
    "Threshold": {"type":"double"},
    "Timestamp": {"type":"timestamp"},
    "Timestamps": {"type":"list","member":{"shape":"Timestamp"}},
    "TreatMissingData": {"type":"string","min":1,"max":255},
    "UntagResourceInput": {"type":"structure","members":{"ResourceARN":{"shape":"AmazonResourceName"},"TagKeys":{"shape":"TagKeyList"}},"required":["ResourceARN","TagKeys"]},
    "UntagResourceOutput": {"type":"structure","members":{}},
    "Values": {"type":"list","member":{"shape":"DatapointValue"}},
  },
};
