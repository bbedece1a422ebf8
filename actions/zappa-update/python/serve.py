# Asks AWS for the action, through what Zappa's own boto3 is made of in this environment: the same credentials, regions and endpoints.
# Each line of the input is a request in JSON, each line of the output an answer with the request's id; a slow one does not hold up the
# others. It ends with its input.
import json
import os
import sys
import threading

# What a library prints is no answer.
answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

one_at_a_time = threading.Lock()


def say(answer):
    with one_at_a_time:
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def about():
    """What this environment is, before anything of AWS is loaded."""
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


def answer(request):
    try:
        from towpath_aws import operations

        result = operations.OPERATIONS[request["ask"]](**request["with"])
        say({"id": request["id"], "answer": result})
    except Exception as error:  # every one is an answer
        say({"id": request["id"], "failure": told(error)})


def told(error):
    try:
        from towpath_aws import failures

        return failures.told(error)
    except Exception as other:  # without an answer somebody would wait for ever
        return {"kind": "aws", "message": "{!r} (and then {!r})".format(error, other)}


def load():
    """Loads botocore, before anybody asks. What Python compiles of it stays in the environment; of this program nothing is written."""
    try:
        import botocore.session  # noqa: F401
    except ImportError:
        pass  # it is told by who asks
    sys.dont_write_bytecode = True


def main():
    say({"id": 0, "answer": about()})
    load()
    for line in sys.stdin:
        threading.Thread(target=answer, args=(json.loads(line),), daemon=True).start()


main()
