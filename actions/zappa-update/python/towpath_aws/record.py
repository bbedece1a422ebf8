# A copy of what serves, taken before it is replaced: pruning may take the version away meanwhile.
import base64
import hashlib
import json
import os
import ssl
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from .clients import functions
from .failures import Refused
from .look import aliases_of, facts_of, published
from .provisioned import ALIAS, capacity
from .waiting import settled

# What the code runs with. An update sets it all, and old code may not run with what the new one needs.
KEPT = [
    "Runtime",
    "Handler",
    "Timeout",
    "MemorySize",
    "EphemeralStorage",
    "Role",
]


def record(name, folder):
    """Copies the code and what it runs with into a folder; returns the facts."""
    with ThreadPoolExecutor() as at_once:
        listing, aliases = at_once.submit(published, name), at_once.submit(aliases_of, name)
        found = functions().get_function(FunctionName=name)
        if found["Configuration"].get("LastUpdateStatus") == "InProgress":
            # What another update is about to put live is what has to come back.
            settled(name)
            return record(name, folder)
        configuration = found["Configuration"]
        is_image = configuration.get("PackageType") == "Image"
        if not is_image:
            download(found["Code"]["Location"], configuration["CodeSha256"], os.path.join(folder, "code.zip"))
        facts = facts_of(name, found, listing.result())
        led = aliases.result()
        kept = {
            "name": name,
            "sha": facts["sha"],
            "version": facts["version"],
            "image": facts["image"] if is_image else "",
            "versions": [number for number, _ in listing.result()],
            "aliases": led,
            "capacity": capacity(name, led[ALIAS]) if ALIAS in led else 0,
            "configuration": running_with(configuration),
        }
    write_private(os.path.join(folder, "record.json"), json.dumps(kept).encode())
    return facts


def running_with(configuration):
    """What of a configuration goes back with the code, in the form that an update takes."""
    kept = {key: configuration[key] for key in KEPT if key in configuration}
    environment = configuration.get("Environment", {})
    # Where its key can't be used the values are not told, and must not be emptied.
    if "Error" not in environment:
        kept["Environment"] = {"Variables": environment.get("Variables", {})}
    kept["Layers"] = [layer["Arn"] for layer in configuration.get("Layers", [])]
    kept["FileSystemConfigs"] = configuration.get("FileSystemConfigs", [])
    kept["KMSKeyArn"] = configuration.get("KMSKeyArn", "")
    kept["TracingConfig"] = configuration.get("TracingConfig") or {"Mode": "PassThrough"}
    network = configuration.get("VpcConfig", {})
    kept["VpcConfig"] = {key: sorted(network.get(key, [])) for key in ("SubnetIds", "SecurityGroupIds")}
    if configuration.get("PackageType") == "Image":
        for key in ("Runtime", "Handler", "Layers"):
            kept.pop(key, None)
    return kept


def download(url, sha, path):
    try:
        with urllib.request.urlopen(url, timeout=60, context=trusted()) as answer:
            code = answer.read()
    except urllib.error.HTTPError as error:
        # Not the error's own text: the address is a login.
        kind = "denied" if error.code == 403 else "aws"
        raise Refused(kind, "S3 answers {} for the code of the function".format(error.code)) from error
    if base64.b64encode(hashlib.sha256(code).digest()).decode() != sha:
        raise Refused("aws", "the code that AWS gives is not the one that it says is deployed")
    write_private(path, code)


def trusted():
    """What boto3 takes for the certificates of a proxy."""
    return ssl.create_default_context(cafile=os.environ.get("AWS_CA_BUNDLE") or None)


def write_private(path, data):
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
