# Sends requests to AWS for the action, with botocore, on which the environment's boto3 is built: the same credentials, regions and
# endpoints as Zappa's. Each line of standard input is a request, {"id", "operation", "arguments"}; each line of standard output a
# response, {"id", "result"} or {"id", "error"}. Requests run at the same time. The program ends when its standard input does.
import json
import os
import sys
import threading

# Standard output is for responses only: what libraries print goes to standard error.
responses = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

write_lock = threading.Lock()


def send(response):
    with write_lock:
        responses.write(json.dumps(response) + "\n")
        responses.flush()


def environment():
    """Describes the environment without loading anything of AWS."""
    import platform
    from importlib import metadata

    def version(name):
        try:
            return metadata.version(name)
        except metadata.PackageNotFoundError:
            return None

    return {
        "python": platform.python_version(),
        "prefix": sys.prefix,
        "zappa": version("zappa"),
        "boto3": version("boto3"),
    }


def handle(request):
    try:
        from towpath_aws import operations

        result = operations.OPERATIONS[request["operation"]](**request["arguments"])
        send({"id": request["id"], "result": result})
    except Exception as error:  # every request gets a response
        send({"id": request["id"], "error": describe_error(error)})


def describe_error(error):
    try:
        from towpath_aws import errors

        return errors.describe_error(error)
    except Exception as other:  # without a response the action would wait for ever
        return {"kind": "aws", "message": "{!r} (and then {!r})".format(error, other)}


def load_botocore():
    """
    Loads botocore before the first request. Python may save the compiled modules of botocore in the environment, but not those of this
    program.
    """
    try:
        import botocore.session  # noqa: F401
    except ImportError:
        pass  # the first request reports it
    sys.dont_write_bytecode = True


def main():
    send({"id": 0, "result": environment()})
    load_botocore()
    for line in sys.stdin:
        threading.Thread(target=handle, args=(json.loads(line),), daemon=True).start()


main()
