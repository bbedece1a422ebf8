# Provisioned concurrency: the capacity that Zappa keeps ready for the version that its alias leads to.
import time

from . import failures
from .clients import functions
from .waiting import patiently

ALIAS = "provisioned-concurrency"
READY_SECONDS = 300


def capacity(name, version):
    """How much is kept ready for a version: 0 for nothing, and where that is not told."""
    try:
        return told(name, version)["RequestedProvisionedConcurrentExecutions"]
    except Exception as error:
        if failures.kind_of(error) in ("absent", "denied"):
            return 0
        raise


def provide(name, version, amount):
    """Has it kept ready, and waits for it. Throws where that comes to nothing."""
    if capacity(name, version) != amount:
        put = functions().put_provisioned_concurrency_config
        patiently(put, FunctionName=name, Qualifier=version, ProvisionedConcurrentExecutions=amount)
    until = time.monotonic() + READY_SECONDS
    while True:
        found = told(name, version)
        if found["Status"] == "READY" or time.monotonic() > until:
            return
        if found["Status"] == "FAILED":
            why = found.get("StatusReason", "no reason is told")
            raise failures.Refused("aws", "version {}: {}".format(version, why))
        time.sleep(2)


def give_up(name, version):
    """Has nothing kept ready for a version any more: it costs money also where no request comes."""
    try:
        patiently(functions().delete_provisioned_concurrency_config, FunctionName=name, Qualifier=version)
    except Exception as error:
        if failures.kind_of(error) != "absent":
            raise


def told(name, version):
    return functions().get_provisioned_concurrency_config(FunctionName=name, Qualifier=version)
