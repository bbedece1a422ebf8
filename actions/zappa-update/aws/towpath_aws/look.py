# What is deployed, as AWS itself says.
from . import failures
from .clients import functions


def look(name):
    """The facts of a function, or None where there is none. Whatever else goes wrong is an error: no error means that it is absent."""
    try:
        found = functions().get_function(FunctionName=name)
    except Exception as error:
        if failures.kind_of(error) == "absent":
            return None
        raise
    return facts_of(name, found)


def facts_of(name, found):
    """The facts, from what GetFunction answers."""
    configuration, code = found["Configuration"], found.get("Code", {})
    sha = configuration.get("CodeSha256", "")
    environment = configuration.get("Environment", {})
    return {
        "arn": plain_arn(configuration["FunctionArn"]),
        "sha": sha,
        "version": version_of(name, sha),
        "size": configuration.get("CodeSize", 0),
        "isImage": configuration.get("PackageType") == "Image",
        "image": code.get("ResolvedImageUri") or code.get("ImageUri") or "",
        "variables": environment.get("Variables", {}),
        "logGroup": configuration.get("LoggingConfig", {}).get("LogGroup") or "/aws/lambda/" + name,
    }


def plain_arn(arn):
    """Without the version behind it."""
    return ":".join(arn.split(":")[:7])


def version_of(name, sha):
    """The newest published version that has this code; an empty text where there is none, or where they can't be listed."""
    try:
        return newest_with(name, sha)
    except Exception as error:
        if failures.kind_of(error) in ("denied", "throttled"):
            return ""
        raise


def newest_with(name, sha):
    newest = 0
    for page in functions().get_paginator("list_versions_by_function").paginate(FunctionName=name):
        for one in page["Versions"]:
            if one["Version"] != "$LATEST" and one.get("CodeSha256") == sha:
                newest = max(newest, int(one["Version"]))
    return str(newest) if newest else ""


def code_now(name):
    """What $LATEST is, after whatever is in progress is over."""
    from .waiting import settled

    found = settled(name)
    sha = found.get("CodeSha256", "")
    return {"sha": sha, "version": version_of(name, sha), "size": found.get("CodeSize", 0)}


def aliases_of(name):
    """The aliases with the versions that they lead to."""
    pages = functions().get_paginator("list_aliases").paginate(FunctionName=name)
    return {one["Name"]: one["FunctionVersion"] for page in pages for one in page["Aliases"]}
