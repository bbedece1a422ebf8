# Waits for changes of a function: Lambda accepts one at a time.
import time

from . import errors
from .clients import functions

CONFLICT_SECONDS = 60
UPDATE_SECONDS = 120
ACTIVE_SECONDS = 300


def wait_until_settled(name):
    """Returns the function's configuration once no update is in progress, or after two minutes."""
    deadline = time.monotonic() + UPDATE_SECONDS
    while True:
        found = functions().get_function_configuration(FunctionName=name)
        if found.get("LastUpdateStatus") != "InProgress" or time.monotonic() > deadline:
            return found
        time.sleep(1)


def wait_until_applied(name):
    """Waits for a change that AWS has accepted. Raises an error if it failed."""
    found = wait_until_settled(name)
    why = failure_of(found)
    if why:
        raise errors.RequestFailed("aws", "the update of {} is {}".format(name, why))
    return found


def failure_of(configuration):
    """Returns why the last update of a function is not successful; empty if it is."""
    status = configuration.get("LastUpdateStatus", "Successful")
    why = configuration.get("LastUpdateStatusReason", "no reason given")
    return "" if status == "Successful" else "{}: {}".format(status, why)


def wait_until_active(name, version):
    """
    Waits for a published version and returns whether it can receive requests. With SnapStart that takes minutes. Old botocores have no
    waiter for it.
    """
    deadline = time.monotonic() + ACTIVE_SECONDS
    while True:
        found = functions().get_function_configuration(FunctionName=name, Qualifier=version)
        state = found.get("State", "Active")
        if state != "Pending" or time.monotonic() > deadline:
            # The first request activates an inactive version.
            return state in ("Active", "Inactive")
        time.sleep(2)


def retry_conflicts(change, **arguments):
    """Makes a change. If AWS refuses it because another change is in progress, tries again for a minute."""
    deadline = time.monotonic() + CONFLICT_SECONDS
    while True:
        try:
            return change(**arguments)
        except Exception as error:
            if errors.kind_of(error) != "conflict" or time.monotonic() > deadline:
                raise
            time.sleep(2)
