# Lambda takes one change after the other.
import time

from . import failures
from .clients import functions

CONFLICT_SECONDS = 60
UPDATE_SECONDS = 120


def settled(name):
    """The function's configuration, when no update of it is in progress any more."""
    until = time.monotonic() + UPDATE_SECONDS
    while True:
        found = functions().get_function_configuration(FunctionName=name)
        if found.get("LastUpdateStatus") != "InProgress" or time.monotonic() > until:
            return found
        time.sleep(1)


def patiently(change, **arguments):
    """Makes a change; what is refused because another one is in progress is tried again for a minute."""
    until = time.monotonic() + CONFLICT_SECONDS
    while True:
        try:
            return change(**arguments)
        except Exception as error:
            if failures.kind_of(error) != "conflict" or time.monotonic() > until:
                raise
            time.sleep(2)
