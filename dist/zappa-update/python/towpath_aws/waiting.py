# Lambda takes one change after the other.
import time

from . import failures
from .clients import functions

CONFLICT_SECONDS = 60
UPDATE_SECONDS = 120
ACTIVE_SECONDS = 300


def settled(name):
    """The function's configuration, when no update of it is in progress any more, or after two minutes."""
    until = time.monotonic() + UPDATE_SECONDS
    while True:
        found = functions().get_function_configuration(FunctionName=name)
        if found.get("LastUpdateStatus") != "InProgress" or time.monotonic() > until:
            return found
        time.sleep(1)


def applied(name):
    """Waits for a change that AWS has accepted, and refuses one that came to nothing."""
    found = settled(name)
    why = failed(found)
    if why:
        raise failures.Refused("aws", "the update of {} is {}".format(name, why))
    return found


def failed(found):
    """Why the last change came to nothing, by a function's configuration; an empty text where it did not."""
    status = found.get("LastUpdateStatus", "Successful")
    why = found.get("LastUpdateStatusReason", "no reason is told")
    return "" if status == "Successful" else "{}: {}".format(status, why)


def active(name, version):
    """
    Waits for a published version, and says whether requests can go there: one with SnapStart takes minutes. Older botocores have no waiter
    for it.
    """
    until = time.monotonic() + ACTIVE_SECONDS
    while True:
        found = functions().get_function_configuration(FunctionName=name, Qualifier=version)
        state = found.get("State", "Active")
        if state != "Pending" or time.monotonic() > until:
            # An inactive one wakes with the first request.
            return state in ("Active", "Inactive")
        time.sleep(2)


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
