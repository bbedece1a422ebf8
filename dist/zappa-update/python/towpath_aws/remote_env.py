# The variables that Zappa's handler fetches from S3 when it starts.
import json

from .clients import client
from .failures import Refused


def remote_env(bucket, key):
    body = client("s3").get_object(Bucket=bucket, Key=key)["Body"].read()
    try:
        found = json.loads(body)
    except ValueError as error:
        # Not the error's own text: it may have a part of the file.
        raise Refused("not-json", "s3://{}/{} is not JSON".format(bucket, key)) from error
    return found if isinstance(found, dict) else {}
