# What is deployed, as AWS itself says.
from concurrent.futures import ThreadPoolExecutor

from . import failures
from .clients import functions
from .waiting import failed, settled


def look(name):
    """The facts of a function, or None where there is none. Whatever else goes wrong is an error: no error means that it is absent."""
    with ThreadPoolExecutor() as at_once:
        listing = at_once.submit(published, name)
        try:
            found = functions().get_function(FunctionName=name)
        except Exception as error:
            if failures.kind_of(error) == "absent":
                return None
            raise
        return facts_of(name, found, listing.result())


def facts_of(name, found, versions):
    """The facts, from what GetFunction answers, and from the published versions."""
    configuration, code = found["Configuration"], found.get("Code", {})
    sha = configuration.get("CodeSha256", "")
    environment = configuration.get("Environment", {})
    return {
        "arn": plain_arn(configuration["FunctionArn"]),
        "sha": sha,
        "version": newest(versions, sha),
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
    return newest(published(name), sha)


def newest(versions, sha):
    numbers = [int(version) for version, own in versions if own == sha]
    return str(max(numbers)) if numbers else ""


def published(name):
    """The published versions, each with its CodeSha256; none where they can't be listed."""
    pages = functions().get_paginator("list_versions_by_function").paginate(FunctionName=name)
    try:
        every = [one for page in pages for one in page["Versions"]]
    except Exception as error:
        if failures.kind_of(error) in ("absent", "denied", "throttled"):
            return []
        raise
    return [(one["Version"], one.get("CodeSha256")) for one in every if one["Version"] != "$LATEST"]


def code_now(name):
    """What $LATEST is, after whatever is in progress is over; and why that came to nothing, where it did."""
    found = settled(name)
    sha = found.get("CodeSha256", "")
    # One that takes longer than anybody waited may still come to an end.
    why = failed(found) if found.get("LastUpdateStatus") == "Failed" else ""
    return {"sha": sha, "version": version_of(name, sha), "size": found.get("CodeSize", 0), "failed": why}


def aliases_of(name):
    """The aliases with the versions that they lead to."""
    pages = functions().get_paginator("list_aliases").paginate(FunctionName=name)
    return {one["Name"]: one["FunctionVersion"] for page in pages for one in page["Aliases"]}
