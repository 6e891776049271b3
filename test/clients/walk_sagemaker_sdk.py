"""
A model's life through the sagemaker Python SDK v2. Bucket and role are given, because the SDK asks the STS of AWS itself for defaults.
Nothing of the SDK is patched. deploy() waits as it always does, 30 s from look to look; later waits are told to look every second.
"""
import json
import logging
import struct
import sys
from pathlib import Path

import boto3
import sagemaker
from botocore.exceptions import ClientError
from sagemaker.deserializers import CSVDeserializer
from sagemaker.model import Model
from sagemaker.predictor import Predictor
from sagemaker.serializers import CSVSerializer

logging.disable(logging.INFO)
FIXTURES = Path(sys.argv[1])
ROLE = "arn:aws:iam::000000000000:role/test"
BUCKET = "my-models"
rows = [[float(cell) for cell in line.split(",")] for line in (FIXTURES / "breast-cancer/rows.csv").read_text().split()]


def predictions(fixture):
    bits = json.loads((FIXTURES / fixture / "expected.json").read_text())["predictions"]
    return [struct.unpack("<f", struct.pack("<I", each))[0] for each in bits]


boto3.client("s3").create_bucket(Bucket=BUCKET)
session = sagemaker.Session(default_bucket=BUCKET)
assert session.default_bucket() == BUCKET

champion_data = session.upload_data(str(FIXTURES / "breast-cancer/model.tar.gz"), key_prefix="champion")
assert champion_data == f"s3://{BUCKET}/champion/model.tar.gz", champion_data
image = sagemaker.image_uris.retrieve("xgboost", "us-east-1", version="1.7-1")

# Model.deploy: CreateModel, CreateEndpointConfig, CreateEndpoint, and the wait.
champion = Model(image_uri=image, model_data=champion_data, role=ROLE, name="champion", predictor_cls=Predictor, sagemaker_session=session)
predictor = champion.deploy(
    initial_instance_count=2,
    instance_type="ml.m5.large",
    endpoint_name="Fraud",
    serializer=CSVSerializer(),
    deserializer=CSVDeserializer(),
    tags=[{"Key": "team", "Value": "risk"}],
)
described = session.describe_endpoint("Fraud")
assert described["EndpointStatus"] == "InService"
assert [each["VariantName"] for each in described["ProductionVariants"]] == ["AllTraffic"]


def check(fixture):
    answers = predictor.predict(rows[:20])
    for answer, probability in zip(answers, predictions(fixture)):
        assert abs(float(answer[0]) - probability) < 1e-6, (answer, probability)
    assert len(answers) == 20


check("breast-cancer")

# Creating the same model again is taken by the SDK as done.
session.create_model("champion", ROLE, {"Image": image, "ModelDataUrl": champion_data})

# Predictor.update_endpoint: another model, then another count.
challenger_data = session.upload_data(str(FIXTURES / "breast-cancer-challenger/model.tar.gz"), key_prefix="challenger")
challenger = Model(image_uri=image, model_data=challenger_data, role=ROLE, name="challenger", sagemaker_session=session)
challenger.create(instance_type="ml.m5.large")
predictor.update_endpoint(model_name="challenger", initial_instance_count=1, instance_type="ml.m5.large", wait=False)
session.wait_for_endpoint("Fraud", poll=1)
check("breast-cancer-challenger")
(shown,) = session.describe_endpoint("Fraud")["ProductionVariants"]
assert shown["CurrentInstanceCount"] == 1, shown
predictor.update_endpoint(initial_instance_count=2, instance_type="ml.m5.large", wait=False)
session.wait_for_endpoint("Fraud", poll=1)
check("breast-cancer-challenger")

# A model that does not run: the SDK raises with the reason.
broken = Model(image_uri="nobody/knows:1", model_data=challenger_data, role=ROLE, name="broken", sagemaker_session=session)
broken.deploy(initial_instance_count=1, instance_type="ml.m5.large", endpoint_name="Broken", wait=False)
try:
    session.wait_for_endpoint("Broken", poll=1)
    raise AssertionError("an image without a runtime came into service")
except sagemaker.exceptions.UnexpectedStatusException as error:
    assert error.actual_status == "Failed" and "hostler image add" in str(error), error
session.delete_endpoint("Broken")

# delete_model and delete_endpoint: the latter deletes the configuration of an endpoint that still runs.
predictor.delete_model()
predictor.delete_endpoint()
session.boto_session.client("sagemaker").get_waiter("endpoint_deleted").wait(
    EndpointName="Fraud", WaiterConfig={"Delay": 1, "MaxAttempts": 60}
)
for look in [lambda: session.describe_endpoint("Fraud"), lambda: session.describe_model("challenger")]:
    try:
        look()
        raise AssertionError("it is still there")
    except ClientError as error:
        assert error.response["Error"]["Code"] == "ValidationException" and "Could not find" in str(error), error
print("walked")
