"""The whole life of an endpoint through boto3, with its waiters and paginators, nothing tried twice. Exits with an assertion where Hostler differs."""
import json
import struct
import sys
import threading
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, WaiterError

FIXTURES = Path(sys.argv[1])
once = Config(retries={"total_max_attempts": 1}, max_pool_connections=20)
s3 = boto3.client("s3", config=once)
sagemaker = boto3.client("sagemaker", config=once)
runtime = boto3.client("sagemaker-runtime", config=once)
soon = {"Delay": 1, "MaxAttempts": 60}

rows = (FIXTURES / "breast-cancer/rows.csv").read_text().split()
bits = json.loads((FIXTURES / "breast-cancer/expected.json").read_text())["predictions"]
expected = [struct.unpack("<f", struct.pack("<I", each))[0] for each in bits]


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        found = error.response["Error"]["Code"]
        assert found == code, f"{found} instead of {code}: {error}"
        return error
    raise AssertionError(f"{call.__name__} was not refused with {code}")


class Load:
    """Requests one after the other on some connections; every failure is kept."""

    def __init__(self, endpoint, connections=4):
        self.endpoint, self.answered, self.failures, self.over = endpoint, 0, [], False
        self.passed = threading.Condition()
        self.workers = [threading.Thread(target=self.work, args=(at, connections)) for at in range(connections)]

    def work(self, at, step):
        while not self.over:
            try:
                answer = runtime.invoke_endpoint(EndpointName=self.endpoint, ContentType="text/csv", Body=rows[at % len(rows)])
                answer["Body"].read()
            except Exception as error:  # whatever it is, it is a lost request
                self.failures.append(repr(error))
                return
            with self.passed:
                self.answered += 1
                self.passed.notify_all()
            at += step

    def pass_(self, more):
        with self.passed:
            target = self.answered + more
            assert self.passed.wait_for(lambda: self.answered >= target or self.failures, timeout=60)

    def __enter__(self):
        for worker in self.workers:
            worker.start()
        return self

    def __exit__(self, *_):
        self.over = True
        for worker in self.workers:
            worker.join()


# Two models, a configuration of two variants, an endpoint.
s3.create_bucket(Bucket="models")
for name, fixture in [("Champion", "breast-cancer"), ("Challenger", "breast-cancer-challenger")]:
    s3.upload_file(str(FIXTURES / fixture / "model.tar.gz"), "models", f"{name}/model.tar.gz")
    made = sagemaker.create_model(
        ModelName=name,
        ExecutionRoleArn="arn:aws:iam::000000000000:role/test",
        PrimaryContainer={
            "Image": "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1",
            "ModelDataUrl": f"s3://models/{name}/model.tar.gz",
        },
    )
    assert made["ModelArn"].endswith(f":model/{name.lower()}"), made


def variant(name, model, count, weight):
    return {
        "VariantName": name,
        "ModelName": model,
        "InstanceType": "ml.m5.large",
        "InitialInstanceCount": count,
        "InitialVariantWeight": weight,
    }


sagemaker.create_endpoint_config(
    EndpointConfigName="split",
    ProductionVariants=[variant("champion", "Champion", 2, 0.95), variant("challenger", "Challenger", 1, 0.05)],
)
sagemaker.create_endpoint(EndpointName="Fraud", EndpointConfigName="split", Tags=[{"Key": "team", "Value": "risk"}])
sagemaker.get_waiter("endpoint_in_service").wait(EndpointName="Fraud", WaiterConfig=soon)

# Predictions are the model's, from the variant that the answer names.
for row, probability in zip(rows[:20], expected):
    answer = runtime.invoke_endpoint(EndpointName="Fraud", ContentType="text/csv", Body=row, TargetVariant="champion")
    assert answer["InvokedProductionVariant"] == "champion"
    assert abs(float(answer["Body"].read()) - probability) < 1e-6
    assert "CustomAttributes" not in answer
challenger = runtime.invoke_endpoint(EndpointName="Fraud", ContentType="text/csv", Body=rows[0], TargetVariant="challenger")
assert challenger["InvokedProductionVariant"] == "challenger"

# An update, and changes of weights and counts, lose no request.
sagemaker.create_endpoint_config(
    EndpointConfigName="next",
    ProductionVariants=[variant("champion", "Champion", 1, 1), variant("challenger", "Challenger", 1, 1)],
)
with Load("Fraud") as load:
    load.pass_(50)
    sagemaker.update_endpoint(EndpointName="Fraud", EndpointConfigName="next")
    in_progress = refused("ValidationException", sagemaker.delete_endpoint, EndpointName="Fraud")
    assert "Cannot update in-progress endpoint" in str(in_progress)
    sagemaker.get_waiter("endpoint_in_service").wait(EndpointName="Fraud", WaiterConfig=soon)
    load.pass_(50)
    for wanted in [
        [{"VariantName": "champion", "DesiredInstanceCount": 3}, {"VariantName": "challenger", "DesiredWeight": 0}],
        [{"VariantName": "champion", "DesiredInstanceCount": 1, "DesiredWeight": 3}],
    ]:
        sagemaker.update_endpoint_weights_and_capacities(EndpointName="Fraud", DesiredWeightsAndCapacities=wanted)
        sagemaker.get_waiter("endpoint_in_service").wait(EndpointName="Fraud", WaiterConfig=soon)
        load.pass_(50)
assert load.failures == [], load.failures

# Describe, list, page, tags.
endpoint = sagemaker.describe_endpoint(EndpointName="Fraud")
assert endpoint["EndpointStatus"] == "InService" and endpoint["EndpointConfigName"] == "next"
shown = [(each["VariantName"], each["CurrentInstanceCount"], each["CurrentWeight"]) for each in endpoint["ProductionVariants"]]
assert shown == [("champion", 1, 3.0), ("challenger", 1, 0.0)], shown
assert endpoint["CreationTime"] < endpoint["LastModifiedTime"]
pages = sagemaker.get_paginator("list_models").paginate(SortBy="Name", SortOrder="Ascending", PaginationConfig={"PageSize": 1})
assert [each["ModelName"] for page in pages for each in page["Models"]] == ["Challenger", "Champion"]
assert [each["EndpointName"] for each in sagemaker.list_endpoints(StatusEquals="InService")["Endpoints"]] == ["Fraud"]
assert len(sagemaker.list_endpoint_configs(NameContains="SPL")["EndpointConfigs"]) == 1
assert sagemaker.describe_model(ModelName="Champion")["PrimaryContainer"]["Mode"] == "SingleModel"
arn = endpoint["EndpointArn"]
sagemaker.add_tags(ResourceArn=arn, Tags=[{"Key": "stage", "Value": "beta"}])
sagemaker.delete_tags(ResourceArn=arn, TagKeys=["team", "never"])
assert sagemaker.list_tags(ResourceArn=arn)["Tags"] == [{"Key": "stage", "Value": "beta"}]

# Errors are caught by class and code.
try:
    runtime.invoke_endpoint(EndpointName="Fraud", ContentType="text/csv", Body="not,a,number")
    raise AssertionError("the model took a text for a number")
except runtime.exceptions.ModelError as error:
    assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 424
    assert error.response["OriginalStatusCode"] == 415
    assert error.response["OriginalMessage"] in error.response["Error"]["Message"]
    assert error.response["LogStreamArn"].endswith(":log-group:/aws/sagemaker/Endpoints/Fraud")
    assert error.response["ResponseMetadata"]["RetryAttempts"] == 0
unknown = refused("ValidationError", runtime.invoke_endpoint, EndpointName="nope", Body="x")
assert str(unknown.response["Error"]["Message"]) == "Endpoint nope of account 000000000000 not found."
missing = refused("ValidationException", sagemaker.describe_endpoint, EndpointName="nope")
assert "Could not find endpoint" in str(missing)
taken = refused("ValidationException", sagemaker.create_model, ModelName="Champion", PrimaryContainer={"Image": "x"})
assert "Cannot create already existing model" in str(taken)
try:
    sagemaker.get_waiter("endpoint_in_service").wait(EndpointName="nope", WaiterConfig=soon)
    raise AssertionError("the waiter waited for nothing")
except WaiterError as error:
    assert error.last_response["Error"]["Code"] == "ValidationException"

# Everything is deleted, the configuration in use first, and the waiter knows.
sagemaker.delete_endpoint_config(EndpointConfigName="next")
sagemaker.delete_endpoint_config(EndpointConfigName="split")
sagemaker.delete_endpoint(EndpointName="Fraud")
sagemaker.get_waiter("endpoint_deleted").wait(EndpointName="Fraud", WaiterConfig=soon)
for name in ["Champion", "Challenger"]:
    sagemaker.delete_model(ModelName=name)
assert sagemaker.list_endpoints()["Endpoints"] == [] and sagemaker.list_models()["Models"] == []
print("walked")
