# Prints what a fabfile has as JSON: its tasks, loaded exactly as fab loads them. The arguments are fab's: a folder, and the name of the
# fabfile in it or in a folder above it.
import json
import os
import re
import sys
import traceback

# What a fabfile prints is not ours.
answer = os.dup(1)
os.dup2(2, 1)
sys.path[0] = os.path.join(os.path.dirname(os.path.abspath(__file__)), "shim")
import towpath_guard  # noqa: E402

towpath_guard.install_on_import()
towpath_guard.require()

_FABRIC_1 = (
    r"^\s*(?:from|import)\s+fabric\."
    r"(?:api|contrib|state|operations|colors|decorators|context_managers|utils|network|job_queue)\b"
    r"|^\s*from\s+fabric\s+import\s+.*\b(?:api|env|run|local|sudo|put|get|cd)\b"
)


def described(argument, task):
    from inspect import Parameter

    sig = task.argspec(task.body).parameters
    name = argument.attr_name or argument.names[0]
    bare = sig[name].default in (None, Parameter.empty) if name in sig else True
    return {
        "name": argument.names[0],
        "attribute": name,
        "flags": ["--" + one if len(one) > 1 else "-" + one for one in argument.names],
        "kind": argument.kind.__name__,
        "positional": argument.positional,
        "required": argument.positional and argument.default is None,
        "optional": argument.optional,
        "counts": argument.incrementable,
        "default": None if bare else repr(argument.default),
        "on": argument.kind is bool and argument.default is True,
    }


def tasks_of(collection):
    for context in collection.to_contexts():
        task = collection[context.name]
        order = list(task.argspec(task.body).parameters)
        params = [described(one, task) for one in task.get_arguments()]
        params.sort(key=lambda one: order.index(one["attribute"]))
        hosts = getattr(task, "hosts", None)
        yield {
            "name": context.name,
            "aliases": list(context.aliases),
            "params": params,
            "hosts": None if hosts is None else [shown(one) for one in hosts],
            "around": [getattr(getattr(one, "task", one), "name", "") for one in [*task.pre, *task.post]],
        }


def shown(host):
    return str(host.get("host", "")) if isinstance(host, dict) else str(host)


def load(root, name):
    from fabric.main import program

    program.create_config()
    program.parse_core(["fab", "-r", root, "-c", name])
    spec = program.loader_class(config=program.config, start=root).find(name)
    if spec is None or spec.origin is None:
        return {"reason": "no-fabfile", "problem": "", "trace": []}
    try:
        program.parse_collection()
        return {"fabfile": spec.origin, "tasks": list(tasks_of(program.collection))}
    except BaseException as error:
        with open(spec.origin, encoding="utf-8", errors="replace") as file:
            is_old = re.search(_FABRIC_1, file.read(), re.MULTILINE)
        is_old = is_old and isinstance(error, (ImportError, SyntaxError))
        return {
            "reason": "fabfile-of-fabric-1" if is_old else "bad-fabfile",
            "fabfile": spec.origin,
            "problem": traceback.format_exception_only(type(error), error)[-1].strip(),
            "trace": "".join(traceback.format_exception(type(error), error, error.__traceback__))
            .strip()
            .splitlines()[-8:],
        }


def main():
    from invoke.exceptions import CollectionNotFound

    root, name = sys.argv[1:3]
    try:
        found = load(root, name)
    except CollectionNotFound:
        found = {"reason": "no-fabfile", "problem": "", "trace": []}
    sys.stdout.flush()
    with open(answer, "w", encoding="utf-8") as out:
        json.dump(found, out)
    # A fabfile's threads and what it registered for the end are not waited for.
    sys.stderr.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
