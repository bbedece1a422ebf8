# Restores what was recorded: the configuration, the code, the reserved concurrency, and the aliases that were moved with the code. A part
# that can't be restored does not keep the other parts from being restored, and is reported.
import json
import os
import uuid

from . import concurrency, errors
from .aliases import restore_aliases
from .clients import client, functions
from .configuration import restore_configuration
from .describe import listing_of, version_in
from .waiting import retry_conflicts, wait_until_applied, wait_until_settled

# A request with the package in it is limited, including its encoding. Larger packages go through S3.
MAX_REQUEST_BYTES = 45_000_000


def restore(folder, bucket, provisioned):
    """
    Restores the record in a folder. May be called again after it has succeeded. `sentCode`: other code was live. `missing`: what could not be
    restored, and why.
    """
    with open(os.path.join(folder, "record.json"), "rb") as file:
        record = json.load(file)
    restored = restore_once(record, folder, bucket, provisioned)
    if restored["sha"] == record["sha"] or restored["missing"]:
        return restored
    # A request that Zappa sent right before it was interrupted has taken effect in the meantime.
    again = restore_once(record, folder, bucket, provisioned)
    if again["sha"] != record["sha"] and not again["missing"]:
        again["missing"] = [errors.missing("the code", errors.RequestFailed("aws", "it was replaced during the restore"))]
    parts = {key: sorted({*restored[key], *again[key]}) for key in ("changed", "aliases")}
    return {**again, **parts, "sentCode": True}


def restore_once(record, folder, bucket, provisioned):
    name = record["name"]
    wait_until_settled(name)
    changed, missing = restore_configuration(name, record["configuration"])
    sent, missing_code = attempt("the code", restore_code, name, record, os.path.join(folder, "code.zip"), bucket)
    if missing and not missing_code:
        # Some settings are only possible with the old code.
        more, missing = restore_configuration(name, record["configuration"])
        changed = sorted({*changed, *more})
    missing += missing_code
    missing += [errors.missing(what, errors.RequestFailed("aws", UNREADABLE)) for what in record["unreadable"]]
    missing += attempt("the reserved concurrency", concurrency.restore, name, record["concurrency"])[1]
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
        **version_in(listing_of(name), sha),
        "size": found.get("CodeSize", 0),
        "sentCode": sent is True,
        "changed": changed,
        "aliases": aliases,
        "missing": missing,
    }


UNREADABLE = "AWS did not return it before the update"


def attempt(what, change, *args):
    """Makes a change. Returns its result, and a list with what is missing if it fails."""
    try:
        return change(*args), []
    except Exception as error:
        return None, [errors.missing(what, error)]


def restore_code(name, record, path, bucket):
    """Returns whether other code was live."""
    has_other_code = wait_until_settled(name).get("CodeSha256") != record["sha"]
    if has_other_code:
        send_code(name, record, path, bucket)
    sha = wait_until_settled(name).get("CodeSha256", "")
    if sha != record["sha"]:
        raise errors.RequestFailed("aws", "after the restore the code is {} instead of {}".format(sha, record["sha"]))
    return has_other_code


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
