# Puts back what was recorded: what the code runs with, the code, and the aliases that were moved with it.
import json
import os
import uuid

from . import failures
from .clients import client, functions
from .look import aliases_of, version_of
from .record import running_with
from .waiting import active, applied, patiently, settled

# What a request may have directly is less than this with its encoding.
DIRECT_BYTES = 45_000_000


# The aliases that Zappa moves with an update, or makes.
MANAGED = ["current-alb-version", "snapstart", "provisioned-concurrency"]


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
    version = version_of(name, sha)
    aliases, remarks = restore_aliases(name, kept["aliases"], version, provisioned)
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


def restore_aliases(name, recorded, version, provisioned):
    """
    An alias of Zappa's that was moved goes back to its version, or to the one with the same code where that is gone; one that the update
    made goes there too, since requests may come through it.
    """
    moved, remarks = [], []
    for alias, now in aliases_of(name).items():
        old = recorded.get(alias, "")
        if alias not in MANAGED or now == old:
            continue
        target = old if old and exists(name, old) else version
        if not target or target == now:
            continue
        active(name, target)
        if alias == "provisioned-concurrency" and provisioned:
            remarks += provision(name, target, now, provisioned)
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


def provision(name, version, instead_of, amount):
    """Capacity costs money and time, and is no matter of which code serves: it can fail alone."""
    try:
        functions().put_provisioned_concurrency_config(
            FunctionName=name, Qualifier=version, ProvisionedConcurrentExecutions=amount
        )
        functions().delete_provisioned_concurrency_config(FunctionName=name, Qualifier=instead_of)
        return []
    except Exception as error:
        return ["the provisioned concurrency is not as it was: {}".format(error)]
