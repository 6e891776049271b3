"""Puts a metric and an alarm of its own in one protocol, and reads them and a metric that is there already. Prints what it has read, for comparison."""
import datetime
import json
import sys

import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError

PROTOCOL = sys.argv[1]
session = botocore.session.get_session()
loader = session.get_component("data_loader")
load = loader.load_service_model


def with_protocol(service, *arguments, **options):
    """The service model, speaking one protocol only."""
    model = load(service, *arguments, **options)
    if service == "cloudwatch" and "metadata" in model and PROTOCOL != "default":
        model["metadata"].update(protocol=PROTOCOL, protocols=[PROTOCOL])
    return model


loader.load_service_model = with_protocol
sent = set()
client = session.create_client("cloudwatch", config=Config(retries={"max_attempts": 1}, request_min_compression_size_bytes=500))


def note(request, **_):
    text = {name.lower(): value.decode() if isinstance(value, bytes) else str(value) for name, value in request.headers.items()}
    encoding = "gzip " if text.get("content-encoding") == "gzip" else ""
    sent.add(encoding + text.get("content-type", "").split(";")[0])


client.meta.events.register("before-send", note)
now = datetime.datetime.now(datetime.timezone.utc)
since, until = now - datetime.timedelta(minutes=10), now + datetime.timedelta(minutes=1)
dimensions = [{"Name": "EndpointName", "Value": "e"}, {"Name": "VariantName", "Value": "AllTraffic"}]
assert client.put_metric_data(
    Namespace=f"Own/{PROTOCOL}",
    MetricData=[{"MetricName": "Size", "Unit": "Bytes", "Timestamp": now, "Values": [1.5, 2.5] * 70, "Counts": [1.0, 2.0] * 70}],
)["ResponseMetadata"]["HTTPStatusCode"] == 200
own = client.get_metric_statistics(
    Namespace=f"Own/{PROTOCOL}", MetricName="Size", StartTime=since, EndTime=until, Period=3600, Statistics=["Sum", "SampleCount"], Unit="Bytes"
)
metric = {"Namespace": "AWS/SageMaker", "MetricName": "ModelLatency", "Dimensions": dimensions}
listed = client.get_paginator("list_metrics").paginate(Namespace="AWS/SageMaker", Dimensions=[{"Name": "EndpointName", "Value": "e"}])
data = client.get_metric_data(
    MetricDataQueries=[
        {"Id": "m1", "MetricStat": {"Metric": metric, "Period": 3600, "Stat": "p90"}, "Label": "Latenz µs"},
        {"Id": "e1", "Expression": "m1 / 1000"},
    ],
    StartTime=since,
    EndTime=until,
)
assert data["Messages"] == [], data
client.put_metric_alarm(
    AlarmName="slow",
    Namespace="AWS/SageMaker",
    MetricName="ModelLatency",
    Dimensions=dimensions,
    ExtendedStatistic="p99.9",
    Period=10,
    EvaluationPeriods=3,
    DatapointsToAlarm=2,
    Threshold=90000.5,
    ComparisonOperator="GreaterThanThreshold",
    Tags=[{"Key": "team", "Value": "ml"}],
)
client.set_alarm_state(AlarmName="slow", StateValue="ALARM", StateReason="größer", StateReasonData='{"a":1}')
[alarm] = [each for page in client.get_paginator("describe_alarms").paginate(AlarmNamePrefix="slow") for each in page["MetricAlarms"]]
assert abs(alarm["StateTransitionedTimestamp"] - now) < datetime.timedelta(minutes=1), alarm
[guard] = client.describe_alarms(AlarmNames=["guard"])["MetricAlarms"]  # made before any client came
guard = {name: value.isoformat(timespec="seconds") if name.endswith("Timestamp") else value for name, value in guard.items()}
history = client.describe_alarm_history(AlarmName="slow", MaxRecords=2)["AlarmHistoryItems"]
tags = client.list_tags_for_resource(ResourceARN=alarm["AlarmArn"])["Tags"]
client.delete_alarms(AlarmNames=["slow"])
errors = {}
for name, call in {
    "time": lambda: client.get_metric_statistics(
        Namespace="n", MetricName="m", StartTime=until, EndTime=since, Period=60, Statistics=["Sum"]
    ),
    "token": lambda: client.list_metrics(NextToken="nonsense"),
    "constraint": lambda: client.get_metric_data(MetricDataQueries=[], StartTime=since, EndTime=until, ScanBy="Sideways"),
    "reserved": lambda: client.put_metric_data(Namespace="AWS/Mine", MetricData=[{"MetricName": "m", "Value": 1.0}]),
    "alarm": lambda: client.set_alarm_state(AlarmName="nobody", StateValue="OK", StateReason="r"),
    "period": lambda: client.put_metric_alarm(
        AlarmName="a",
        Namespace="n",
        MetricName="m",
        Statistic="Sum",
        Period=7,
        EvaluationPeriods=1,
        Threshold=1.0,
        ComparisonOperator="LessThanThreshold",
    ),
}.items():
    try:
        call()
    except ClientError as error:
        found = error.response
        errors[name] = [found["ResponseMetadata"]["HTTPStatusCode"], found["Error"]["Code"], found["Error"].get("Message", "")]
print(
    json.dumps(
        {
            "sent": sorted(sent),
            "own": [[point["Sum"], point["SampleCount"], point["Unit"]] for point in own["Datapoints"]],
            "listed": [each for page in listed for each in page["Metrics"]],
            "results": [[each["Id"], each["Label"], each["Values"], each["StatusCode"]] for each in data["MetricDataResults"]],
            "times": [str(each.astimezone(datetime.timezone.utc)) for each in data["MetricDataResults"][0]["Timestamps"]],
            "alarm": {name: value for name, value in alarm.items() if not name.endswith("Timestamp")},
            "guard": guard,
            "history": [[each["HistoryItemType"], each["HistorySummary"]] for each in history],
            "tags": tags,
            "errors": errors,
        }
    )
)
