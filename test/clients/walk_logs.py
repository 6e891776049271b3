"""CloudWatch Logs through boto3: what a live instance prints, followed by its forward token, and groups of one's own. Nothing is tried twice."""
import time

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

once = Config(retries={"total_max_attempts": 1})
logs = boto3.client("logs", config=once)
runtime = boto3.client("sagemaker-runtime", config=once)
group = "/aws/sagemaker/Endpoints/talker"


def missing(call, **arguments):
    try:
        call(**arguments)
    except logs.exceptions.ResourceNotFoundException as error:
        assert error.response["Error"]["Message"] == "The specified log group does not exist.", error
        return
    raise AssertionError("the group was found")


def say(line):
    runtime.invoke_endpoint(EndpointName="talker", ContentType="text/plain", Body=line)


# A group that nobody has written to, as the sagemaker SDK asks for while an endpoint is starting.
missing(logs.filter_log_events, logGroupName="/aws/sagemaker/Endpoints/none", logStreamNamePrefix="AllTraffic/")

# The stream of the live instance.
before = int(time.time() * 1000)
for number in range(25):
    say(f"line {number} {'ERROR' if number % 5 == 0 else 'fine'}")
(stream,) = logs.describe_log_streams(logGroupName=group, orderBy="LastEventTime", descending=True)["logStreams"]
name = stream["logStreamName"]
assert name.startswith("AllTraffic/"), name
assert group in [each["logGroupName"] for each in logs.describe_log_groups(logGroupNamePrefix="/aws/sagemaker/")["logGroups"]]

# All lines by pages of ten, up to the token that repeats.
seen, token = [], None
while True:
    more = {"nextToken": token} if token else {}
    page = logs.get_log_events(logGroupName=group, logStreamName=name, startFromHead=True, limit=10, **more)
    seen += page["events"]
    if page["nextForwardToken"] == token:
        break
    token = page["nextForwardToken"]
said = [each["message"] for each in seen if each["message"].startswith("line")]
assert said == [f"line {number} {'ERROR' if number % 5 == 0 else 'fine'}" for number in range(25)], said
now = int(time.time() * 1000)
assert all(before - 2000 <= each["timestamp"] <= now for each in seen if each["message"].startswith("line")), (before, now, seen)

# Following: the token gives what is new, once, and nothing else.
for number in range(5):
    say(f"later {number}")
    page = logs.get_log_events(logGroupName=group, logStreamName=name, startFromHead=True, nextToken=token)
    assert [each["message"] for each in page["events"]] == [f"later {number}"], page
    token = page["nextForwardToken"]

# Filtering, through boto3's paginator.
pages = logs.get_paginator("filter_log_events").paginate(
    logGroupName=group, logStreamNamePrefix="AllTraffic/", filterPattern='line ERROR -"line 10"', PaginationConfig={"PageSize": 2}
)
found = [each["message"] for page in pages for each in page["events"]]
assert found == [f"line {number} ERROR" for number in (0, 5, 15, 20)], found

# A group of one's own.
logs.create_log_group(logGroupName="mine", tags={"team": "a"})
logs.put_retention_policy(logGroupName="mine", retentionInDays=7)
logs.create_log_stream(logGroupName="mine", logStreamName="app")
logs.put_log_events(logGroupName="mine", logStreamName="app", logEvents=[{"timestamp": now, "message": "hello"}])
events = logs.get_log_events(logGroupName="mine", logStreamName="app")["events"]
assert [(each["timestamp"], each["message"]) for each in events] == [(now, "hello")], events
logs.delete_log_stream(logGroupName="mine", logStreamName="app")
logs.delete_log_group(logGroupName="mine")
missing(logs.get_log_events, logGroupName="mine", logStreamName="app")
try:
    logs.create_log_group(logGroupName="no blanks")
except ClientError as error:
    assert error.response["Error"]["Code"] == "InvalidParameterException", error

print("walked")
