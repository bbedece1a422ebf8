# Provisioned concurrency: the capacity that Zappa keeps ready for the version that its alias points to.
import time

from . import errors
from .clients import functions
from .waiting import retry_conflicts

ALIAS = "provisioned-concurrency"
READY_SECONDS = 300


def capacity(name, version):
    """Returns how much is requested for a version; 0 if nothing is."""
    try:
        return configuration_of(name, version)["RequestedProvisionedConcurrentExecutions"]
    except Exception as error:
        if errors.kind_of(error) == "absent":
            return 0
        raise


def provide(name, version, amount):
    """Requests capacity and waits until it is ready. Raises an error if AWS can't provide it."""
    if capacity(name, version) != amount:
        put = functions().put_provisioned_concurrency_config
        retry_conflicts(put, FunctionName=name, Qualifier=version, ProvisionedConcurrentExecutions=amount)
    deadline = time.monotonic() + READY_SECONDS
    while True:
        found = configuration_of(name, version)
        if found["Status"] == "READY" or time.monotonic() > deadline:
            return
        if found["Status"] == "FAILED":
            why = found.get("StatusReason", "no reason given")
            raise errors.RequestFailed("aws", "version {}: {}".format(version, why))
        time.sleep(2)


def remove(name, version):
    """Removes the capacity of a version: it costs money even if no request comes."""
    try:
        retry_conflicts(functions().delete_provisioned_concurrency_config, FunctionName=name, Qualifier=version)
    except Exception as error:
        if errors.kind_of(error) != "absent":
            raise


def configuration_of(name, version):
    return functions().get_provisioned_concurrency_config(FunctionName=name, Qualifier=version)
