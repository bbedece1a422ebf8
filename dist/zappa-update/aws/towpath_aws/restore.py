# Puts back what was recorded: what the code runs with, the code, and the aliases that were moved with it.
import json
import os
import uuid

from . import failures
from .clients import client, functions
from .look import aliases_of, version_of
from .record import running_with
from .waiting import patiently, settled

# What a request may have directly is less than this with its encoding.
DIRECT_BYTES = 45_000_000


def restore(folder, bucket, provisioned):
    """Puts back what a folder has recorded. Done already is no error: it may be asked for twice."""
    with open(os.path.join(folder, "record.json"), "rb") as file:
        kept = json.load(file)
    name = kept["name"]
    now = settled(name)
    changed = restore_configuration(name, kept["configuration"], running_with(now))
    if now.get("CodeSha256") != kept["sha"]:
        restore_code(name, kept, os.path.join(folder, "code.zip"), bucket)
    sha = settled(name).get("CodeSha256", "")
    if sha != kept["sha"]:
        raise failures.Refused("aws", "the code is {} after it was put back, not {}".format(sha, kept["sha"]))
    version = version_of(name, sha)
    aliases, remarks = restore_aliases(name, kept["aliases"], version, provisioned)
    return {"sha": sha, "version": version, "changed": changed, "aliases": aliases, "remarks": remarks}


def restore_configuration(name, wanted, now):
    different = {key: value for key, value in wanted.items() if now.get(key) != value}
    if different:
        patiently(functions().update_function_configuration, FunctionName=name, **different)
        settled(name)
    return sorted(different)


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


def restore_aliases(name, recorded, version, provisioned):
    """An alias that was moved goes back to its version, or to the one with the same code where that is gone."""
    moved, remarks = [], []
    now = aliases_of(name)
    for alias, old in recorded.items():
        if alias not in now or now[alias] == old:
            continue
        target = old if exists(name, old) else version
        functions().get_waiter("published_version_active").wait(FunctionName=name, Qualifier=target)
        if alias == "provisioned-concurrency" and provisioned:
            remarks += provision(name, target, provisioned)
        patiently(functions().update_alias, FunctionName=name, Name=alias, FunctionVersion=target)
        moved.append(alias)
    return moved, remarks


def exists(name, version):
    try:
        functions().get_function_configuration(FunctionName=name, Qualifier=version)
        return True
    except Exception as error:
        if failures.kind_of(error) == "absent":
            return False
        raise


def provision(name, version, amount):
    """Capacity costs money and time, and is no matter of which code serves: it can fail alone."""
    try:
        functions().put_provisioned_concurrency_config(
            FunctionName=name, Qualifier=version, ProvisionedConcurrentExecutions=amount
        )
        return []
    except Exception as error:
        return ["version {} has no provisioned concurrency: {}".format(version, error)]
