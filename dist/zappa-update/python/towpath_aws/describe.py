# Describes what is deployed.
from concurrent.futures import ThreadPoolExecutor

from . import errors
from .clients import functions
from .waiting import failure_of, wait_until_settled


def describe(name):
    """Returns the facts of a function; None if it does not exist. Every other error is raised: no other error means that it does not exist."""
    with ThreadPoolExecutor() as pool:
        listing = pool.submit(listing_of, name)
        try:
            found = functions().get_function(FunctionName=name)
        except Exception as error:
            if errors.kind_of(error) == "absent":
                return None
            raise
        return facts_of(name, found, listing.result())


def facts_of(name, found, listing):
    """Returns the facts from the answer of GetFunction and the listing of versions."""
    configuration, code = found["Configuration"], found.get("Code", {})
    sha = configuration.get("CodeSha256", "")
    environment = configuration.get("Environment", {})
    return {
        "arn": unqualified(configuration["FunctionArn"]),
        "sha": sha,
        **version_in(listing, sha),
        "size": configuration.get("CodeSize", 0),
        "isImage": configuration.get("PackageType") == "Image",
        "image": code.get("ResolvedImageUri") or code.get("ImageUri") or "",
        "runtime": configuration.get("Runtime", ""),
        "variables": None if "Error" in environment else environment.get("Variables", {}),
        "logGroup": configuration.get("LoggingConfig", {}).get("LogGroup") or "/aws/lambda/" + name,
    }


def unqualified(arn):
    """Returns the ARN without a version."""
    return ":".join(arn.split(":")[:7])


def version_of(name, sha):
    """Returns the newest published version with this code; empty if there is none."""
    return newest_version(published_versions(name), sha)


def listing_of(name):
    """Returns the published versions and no error, or None and the error: only the numbers of versions need this permission."""
    try:
        return published_versions(name), None
    except Exception as error:
        if errors.kind_of(error) not in ("absent", "denied", "throttled"):
            raise
        return None, error


def version_in(listing, sha):
    """Returns the newest version with this code, as a fact: empty if there is none, or if there is an error, which is returned too."""
    versions, error = listing
    unlisted = errors.describe_error(error) if error else None
    return {"version": newest_version(versions or [], sha), "unlisted": unlisted}


def newest_version(versions, sha):
    numbers = [int(version) for version, version_sha in versions if version_sha == sha]
    return str(max(numbers)) if numbers else ""


def published_versions(name):
    """Returns the published versions with their CodeSha256."""
    pages = functions().get_paginator("list_versions_by_function").paginate(FunctionName=name)
    versions = [version for page in pages for version in page["Versions"]]
    return [(one["Version"], one.get("CodeSha256")) for one in versions if one["Version"] != "$LATEST"]


def current_code(name):
    """Returns the code of $LATEST once no update is in progress, and why the last update failed, if it did."""
    found = wait_until_settled(name)
    sha = found.get("CodeSha256", "")
    # An update that is still in progress may yet succeed.
    why = failure_of(found) if found.get("LastUpdateStatus") == "Failed" else ""
    return {"sha": sha, **version_in(listing_of(name), sha), "size": found.get("CodeSize", 0), "failed": why}


def aliases_of(name):
    """Returns the aliases with the versions that they point to."""
    pages = functions().get_paginator("list_aliases").paginate(FunctionName=name)
    return {alias["Name"]: alias["FunctionVersion"] for page in pages for alias in page["Aliases"]}
