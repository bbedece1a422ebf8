# Invokes a function once: a migration must not be started again because its answer is late.
import base64
import json

from .clients import client
from .waiting import retry_conflicts


def invoke(name, payload, seconds):
    """Invokes a function and waits up to `seconds` for its answer."""
    # After a conflict it is safe to try again: AWS refused the invocation because the function was being updated.
    answer = retry_conflicts(
        client("lambda", seconds=seconds, attempts=1).invoke,
        FunctionName=name,
        InvocationType="RequestResponse",
        LogType="Tail",
        Payload=json.dumps(payload).encode(),
    )
    return {
        "request": answer["ResponseMetadata"].get("RequestId", ""),
        "error": answer.get("FunctionError", ""),
        "payload": answer["Payload"].read().decode("utf-8", "replace"),
        "tail": base64.b64decode(answer.get("LogResult", "")).decode("utf-8", "replace"),
    }
