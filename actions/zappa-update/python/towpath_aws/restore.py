# Restores what was recorded: the configuration, the code, the reserved concurrency, and the aliases that were moved with the code. A part
# that can't be restored does not keep the other parts from being restored, and is reported.
import json
import os
import uuid

from . import concurrency, errors
from .aliases import restore_aliases
from .clients import client, functions
from .configuration import restore_configuration
from .describe import version_of
from .waiting import retry_conflicts, wait_until_applied, wait_until_settled

# A request with the package in it is limited, including its encoding. Larger packages go through S3.
MAX_REQUEST_BYTES = 45_000_000


def restore(folder, bucket, provisioned):
    """Restores the record in a folder. May be called again after it has succeeded. `missing`: what could not be restored, and why."""
    with open(os.path.join(folder, "record.json"), "rb") as file:
        record = json.load(file)
    name = record["name"]
    wait_until_settled(name)
    changed, missing = restore_configuration(name, record["configuration"])
    missing_code = attempt("the code", restore_code, name, record, os.path.join(folder, "code.zip"), bucket)
    if missing and not missing_code:
        # Some settings are only possible with the old code.
        more, missing = restore_configuration(name, record["configuration"])
        changed = sorted({*changed, *more})
    missing += missing_code
    missing += [errors.missing(what, errors.RequestFailed("aws", UNREADABLE)) for what in record["unreadable"]]
    missing += attempt("the reserved concurrency", concurrency.restore, name, record["concurrency"])
    aliases = []
    if not missing_code:
        aliases, missing_aliases = restore_aliases(record, provisioned)
        missing += missing_aliases
    elif record["aliases"]:
        why = "they follow the code: {}".format(", ".join(sorted(record["aliases"])))
        missing.append(errors.missing("the aliases", errors.RequestFailed("aws", why)))
    found = wait_until_settled(name)
    sha = found.get("CodeSha256", "")
    return {
        "sha": sha,
        "version": version_of(name, sha),
        "size": found.get("CodeSize", 0),
        "changed": changed,
        "aliases": aliases,
        "missing": missing,
    }


UNREADABLE = "AWS did not return it before the update"


def attempt(what, change, *args):
    """Makes a change. Returns a list with what is missing if that fails."""
    try:
        change(*args)
        return []
    except Exception as error:
        return [errors.missing(what, error)]


def restore_code(name, record, path, bucket):
    if wait_until_settled(name).get("CodeSha256") != record["sha"]:
        send_code(name, record, path, bucket)
    sha = wait_until_settled(name).get("CodeSha256", "")
    if sha != record["sha"]:
        raise errors.RequestFailed("aws", "after the restore the code is {} instead of {}".format(sha, record["sha"]))


def send_code(name, record, path, bucket):
    update = functions().update_function_code
    if record["image"]:
        retry_conflicts(update, FunctionName=name, ImageUri=record["image"], Publish=True)
    elif os.path.getsize(path) <= MAX_REQUEST_BYTES:
        with open(path, "rb") as file:
            retry_conflicts(update, FunctionName=name, ZipFile=file.read(), Publish=True)
    else:
        key = "towpath-restore-{}.zip".format(uuid.uuid4())
        with open(path, "rb") as file:
            client("s3", seconds=600).put_object(Bucket=bucket, Key=key, Body=file)
        try:
            retry_conflicts(update, FunctionName=name, S3Bucket=bucket, S3Key=key, Publish=True)
        finally:
            client("s3").delete_object(Bucket=bucket, Key=key)
    wait_until_applied(name)
