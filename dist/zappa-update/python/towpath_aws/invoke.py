# Runs something in a function, once: what runs there, as a migration does, must not be started again because an answer was late.
import base64
import json

from .clients import client
from .waiting import patiently


def invoke(name, payload, seconds):
    """Invokes a function with a payload and waits so many seconds for its answer."""
    # What is refused because the function is being updated was not begun.
    answer = patiently(
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
