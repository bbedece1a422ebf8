# Reads the complete log of one invocation. The answer to an invocation has only the last 4 kB.
import time

from . import errors
from .clients import client


def read_log(group, request, since, seconds):
    """
    Returns the lines from the start of an invocation to its report, which appears some seconds after its end; waits up to `seconds` for it.
    `since` is in milliseconds since 1970. Lines in between do not name the request: they are those of the same log stream.
    """
    deadline = time.monotonic() + seconds
    while True:
        lines, is_complete = read_if_exists(group, request, since)
        if is_complete or time.monotonic() > deadline:
            return {"lines": lines, "isComplete": is_complete}
        time.sleep(0.5)


def read_if_exists(group, request, since):
    """The log group is created some seconds after a function's very first invocation."""
    try:
        return read_once(group, request, since)
    except Exception as error:
        if errors.kind_of(error) == "absent":
            return [], False
        raise


def read_once(group, request, since):
    first = next(iter(events(group, since, filterPattern='"{}"'.format(request))), None)
    if first is None:
        return [], False
    lines = []
    has_started = False
    for event in events(group, first["timestamp"], logStreamNames=[first["logStreamName"]]):
        has_started = has_started or request in event["message"]
        if has_started:
            lines.append(event["message"].rstrip("\n"))
        if request in event["message"] and is_report(event["message"]):
            return lines, True
    return lines, False


def is_report(message):
    return message.startswith("REPORT RequestId:") or '"platform.report"' in message


def events(group, since, **options):
    pages = client("logs").get_paginator("filter_log_events")
    for page in pages.paginate(logGroupName=group, startTime=since, **options):
        yield from page["events"]
