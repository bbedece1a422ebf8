# Prints the tasks of a fabfile as JSON, loaded exactly as fab loads them. Arguments: a folder, and the name of the fabfile in it or in a
# folder above it.
import json
import os
import re
import sys
import traceback

# Output of the fabfile goes to standard error instead.
output = os.dup(1)
os.dup2(2, 1)
sys.path[0] = os.path.join(os.path.dirname(os.path.abspath(__file__)), "shim")
import towpath_guard  # noqa: E402

towpath_guard.patch_on_import()
towpath_guard.require_patches()

_FABRIC_1_IMPORT = (
    r"^\s*(?:from|import)\s+fabric\."
    r"(?:api|contrib|state|operations|colors|decorators|context_managers|utils|network|job_queue)\b"
    r"|^\s*from\s+fabric\s+import\s+.*\b(?:api|env|run|local|sudo|put|get|cd)\b"
)


def describe(argument, task):
    from inspect import Parameter

    parameters = task.argspec(task.body).parameters
    name = argument.attr_name or argument.names[0]
    has_no_default = parameters[name].default in (None, Parameter.empty) if name in parameters else True
    return {
        "name": argument.names[0],
        "attribute": name,
        "flags": ["--" + one if len(one) > 1 else "-" + one for one in argument.names],
        "kind": argument.kind.__name__,
        "required": argument.positional and argument.default is None,
        "optional": argument.optional,
        "isCounted": argument.incrementable,
        "default": None if has_no_default else repr(argument.default),
        "isOnByDefault": argument.kind is bool and argument.default is True,
    }


def tasks_of(collection):
    for context in collection.to_contexts():
        task = collection[context.name]
        order = list(task.argspec(task.body).parameters)
        params = [describe(one, task) for one in task.get_arguments()]
        params.sort(key=lambda one: order.index(one["attribute"]))
        hosts = getattr(task, "hosts", None)
        yield {
            "name": context.name,
            "aliases": list(context.aliases),
            "params": params,
            "hosts": None if hosts is None else [host_text(one) for one in hosts],
        }


def host_text(host):
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
            is_fabric_1 = re.search(_FABRIC_1_IMPORT, file.read(), re.MULTILINE)
        is_fabric_1 = is_fabric_1 and isinstance(error, (ImportError, SyntaxError))
        return {
            "reason": "fabfile-of-fabric-1" if is_fabric_1 else "bad-fabfile",
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
        result = load(root, name)
    except CollectionNotFound:
        result = {"reason": "no-fabfile", "problem": "", "trace": []}
    sys.stdout.flush()
    with open(output, "w", encoding="utf-8") as out:
        json.dump(result, out)
    # Does not wait for threads that the fabfile started, nor for its exit handlers.
    sys.stderr.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
