# Restores what was recorded: the configuration, the code, and the aliases that were moved with it.
import json
import os
import uuid

from . import errors
from .aliases import restore_aliases
from .clients import client, functions
from .describe import version_of
from .record import restorable
from .waiting import retry_conflicts, wait_until_applied, wait_until_settled

# A request with the package in it is limited, including its encoding. Larger packages go through S3.
MAX_REQUEST_BYTES = 45_000_000


def restore(folder, bucket, provisioned):
    """Restores the record in a folder. May be called again after it has succeeded."""
    with open(os.path.join(folder, "record.json"), "rb") as file:
        record = json.load(file)
    name = record["name"]
    wait_until_settled(name)
    changed, warnings = restore_configuration(name, record["configuration"])
    if wait_until_settled(name).get("CodeSha256") != record["sha"]:
        restore_code(name, record, os.path.join(folder, "code.zip"), bucket)
    if warnings:
        # Some settings are only possible with the old code.
        changed, warnings = restore_configuration(name, record["configuration"])
    sha = wait_until_settled(name).get("CodeSha256", "")
    if sha != record["sha"]:
        raise errors.RequestFailed("aws", "after the restore the code is {} instead of {}".format(sha, record["sha"]))
    aliases, alias_warnings = restore_aliases(record, provisioned)
    return {
        "sha": sha,
        "version": version_of(name, sha),
        "changed": changed,
        "aliases": aliases,
        "warnings": warnings + alias_warnings,
    }


def restore_configuration(name, recorded):
    """Returns the settings that were restored, and warnings about those that could not be: that must not prevent restoring the code."""
    current = restorable(wait_until_settled(name))
    different = {key: value for key, value in recorded.items() if current.get(key) != value}
    try:
        if different:
            retry_conflicts(functions().update_function_configuration, FunctionName=name, **different)
            wait_until_applied(name)
    except Exception as error:
        return [], ["not restored: {} ({})".format(", ".join(sorted(different)), error)]
    return sorted(different), []


def restore_code(name, record, path, bucket):
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
