# The whole log of one invocation. The answer of an invocation has its last 4 kB alone.
import time

from . import failures
from .clients import client


def log(group, request, since, seconds):
    """
    The lines of a request from the beginning to its report, which comes some seconds after its end: so long is waited. `since` is in
    milliseconds since 1970. Lines between these have no name of the request: they are those of the same stream.
    """
    until = time.monotonic() + seconds
    while True:
        lines, whole = as_far(group, request, since)
        if whole or time.monotonic() > until:
            return {"lines": lines, "whole": whole}
        time.sleep(0.5)


def as_far(group, request, since):
    """The lines that are there. A function's first invocation of all makes the group, some seconds later."""
    try:
        return once(group, request, since)
    except Exception as error:
        if failures.kind_of(error) == "absent":
            return [], False
        raise


def once(group, request, since):
    begin = next(iter(events(group, since, filterPattern='"{}"'.format(request))), None)
    if begin is None:
        return [], False
    lines = []
    begun = False
    for event in events(group, begin["timestamp"], logStreamNames=[begin["logStreamName"]]):
        begun = begun or request in event["message"]
        if begun:
            lines.append(event["message"].rstrip("\n"))
        if request in event["message"] and is_report(event["message"]):
            return lines, True
    return lines, False


def is_report(message):
    return message.startswith("REPORT RequestId:") or '"platform.report"' in message


def events(group, since, **more):
    pages = client("logs").get_paginator("filter_log_events")
    for page in pages.paginate(logGroupName=group, startTime=since, **more):
        yield from page["events"]
