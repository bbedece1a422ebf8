# Puts back what was recorded: what the code runs with, the code, and the aliases that were moved with it.
import json
import os
import uuid

from . import failures
from .aliases import restore_aliases
from .clients import client, functions
from .look import version_of
from .record import running_with
from .waiting import applied, patiently, settled

# What a request may have directly is less than this with its encoding.
DIRECT_BYTES = 45_000_000


def restore(folder, bucket, provisioned):
    """Puts back what a folder has recorded. Done already is no error: it may be asked for twice."""
    with open(os.path.join(folder, "record.json"), "rb") as file:
        kept = json.load(file)
    name = kept["name"]
    settled(name)
    changed, problem = restore_configuration(name, kept["configuration"])
    if settled(name).get("CodeSha256") != kept["sha"]:
        restore_code(name, kept, os.path.join(folder, "code.zip"), bucket)
    if problem:
        # Some of it goes with the old code alone.
        changed, problem = restore_configuration(name, kept["configuration"])
    sha = settled(name).get("CodeSha256", "")
    if sha != kept["sha"]:
        raise failures.Refused("aws", "the code is {} after it was put back, not {}".format(sha, kept["sha"]))
    aliases, remarks = restore_aliases(kept, provisioned)
    version = version_of(name, sha)
    return {"sha": sha, "version": version, "changed": changed, "aliases": aliases, "remarks": problem + remarks}


def restore_configuration(name, wanted):
    """What was put back, and what AWS said where it could not be: that must not keep the code from coming back."""
    now = running_with(settled(name))
    different = {key: value for key, value in wanted.items() if now.get(key) != value}
    try:
        if different:
            patiently(functions().update_function_configuration, FunctionName=name, **different)
            applied(name)
    except Exception as error:
        return [], ["not as it was: {} ({})".format(", ".join(sorted(different)), error)]
    return sorted(different), []


def restore_code(name, kept, path, bucket):
    update = functions().update_function_code
    if kept["image"]:
        patiently(update, FunctionName=name, ImageUri=kept["image"], Publish=True)
    elif os.path.getsize(path) <= DIRECT_BYTES:
        with open(path, "rb") as file:
            patiently(update, FunctionName=name, ZipFile=file.read(), Publish=True)
    else:
        key = "towpath-restore-{}.zip".format(uuid.uuid4())
        with open(path, "rb") as file:
            client("s3", seconds=600).put_object(Bucket=bucket, Key=key, Body=file)
        try:
            patiently(update, FunctionName=name, S3Bucket=bucket, S3Key=key, Publish=True)
        finally:
            client("s3").delete_object(Bucket=bucket, Key=key)
    applied(name)
