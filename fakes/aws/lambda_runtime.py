"""Runs one invocation as Lambda's Python runtime does: environment, log format and error format are the same.

Standard input has a JSON object with the event; the answer goes to descriptor 3, after a line "ready" when the handler is called.
"""

import importlib
import json
import logging
import os
import sys
import time
import traceback

INDENT = "\u00a0"


class Formatter(logging.Formatter):
    converter = time.gmtime

    def format(self, record):
        record.aws_request_id = job["requestId"]
        return super().format(record)


class Context:
    def __init__(self):
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.invoked_function_arn = job["arn"]
        self.aws_request_id = job["requestId"]
        self.client_context = None
        self.identity = None
        self._deadline = time.time() + job["timeout"]

    def get_remaining_time_in_millis(self):
        return max(int((self._deadline - time.time()) * 1000), 0)


def log_like_lambda():
    handler = logging.StreamHandler(sys.stdout)
    form = "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s"
    handler.setFormatter(Formatter(form, "%Y-%m-%dT%H:%M:%S"))
    logging.getLogger().addHandler(handler)


def failure(kind, message, stack=()):
    lines = [f"[ERROR] {kind}: {message}"]
    if stack:
        lines.append("Traceback (most recent call last):")
    for element in stack:
        for line in element.splitlines():
            bare = line.lstrip(" ")
            lines.append(INDENT * (len(line) - len(bare)) + bare)
    error = {"errorMessage": message, "errorType": kind, "requestId": job["requestId"], "stackTrace": list(stack)}
    return {"isError": True, "payload": json.dumps(error), "log": "\n".join(lines)}


def send(answer):
    sys.stdout.flush()
    with os.fdopen(3, "w") as out:
        out.write(json.dumps(answer))


def run():
    module, name = job["handler"].rsplit(".", 1)
    try:
        handler = getattr(importlib.import_module(module), name)
    except ImportError as error:
        return failure("Runtime.ImportModuleError", f"Unable to import module '{module}': {error}")
    os.write(3, b"ready\n")
    try:
        answer = handler(job["event"], Context())
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)[1:]
        return failure(type(error).__name__, str(error), traceback.format_list(frames))
    try:
        return {"isError": False, "payload": json.dumps(answer)}
    except TypeError as error:
        return failure("Runtime.MarshalError", f"Unable to marshal response: {error}")


job = json.load(sys.stdin)
sys.path[0] = os.environ["LAMBDA_TASK_ROOT"]
sys.path.append(os.environ["LAMBDA_RUNTIME_DIR"])
# One stream, which keeps the order of standard output and error.
os.dup2(1, 2)
sys.stdout.reconfigure(line_buffering=True)
log_like_lambda()
send(run())
