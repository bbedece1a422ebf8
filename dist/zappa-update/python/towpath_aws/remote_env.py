# The variables that Zappa's handler reads from S3 when it starts.
import json

from .clients import client
from .errors import RequestFailed


def remote_env(bucket, key):
    body = client("s3").get_object(Bucket=bucket, Key=key)["Body"].read()
    try:
        variables = json.loads(body)
    except ValueError as error:
        # Without the error's own message: it may quote a part of the file.
        raise RequestFailed("not-json", "s3://{}/{} is not JSON".format(bucket, key)) from error
    if not isinstance(variables, dict):
        raise RequestFailed("not-json", "s3://{}/{} is not a JSON object".format(bucket, key))
    return variables
