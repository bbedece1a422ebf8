# The reserved concurrency of a function: an update sets it, or removes it.
from .clients import functions
from .waiting import retry_conflicts


def reserved_in(found):
    """Returns the reserved concurrency in an answer of GetFunction; None if nothing is reserved. 0 stops a function."""
    return found.get("Concurrency", {}).get("ReservedConcurrentExecutions")


def restore(name, amount):
    if reserved_in(functions().get_function(FunctionName=name)) == amount:
        return
    if amount is None:
        retry_conflicts(functions().delete_function_concurrency, FunctionName=name)
    else:
        put = functions().put_function_concurrency
        retry_conflicts(put, FunctionName=name, ReservedConcurrentExecutions=amount)
