# A copy of what serves, taken before it is replaced: pruning may take the version away meanwhile.
import base64
import hashlib
import json
import os
import urllib.error
import urllib.request

from .clients import functions
from .failures import Refused
from .look import aliases_of, facts_of
from .waiting import settled

# What the code runs with. An update sets it all, and old code may not run with what the new one needs.
KEPT = [
    "Runtime",
    "Handler",
    "Timeout",
    "MemorySize",
    "EphemeralStorage",
    "Environment",
    "Layers",
]


def record(name, folder):
    """Copies the code and what it runs with into a folder; returns the facts."""
    # What another update is about to put live is what has to come back.
    settled(name)
    found = functions().get_function(FunctionName=name)
    facts = facts_of(name, found)
    kept = {
        "name": name,
        "sha": facts["sha"],
        "version": facts["version"],
        "image": facts["image"] if facts["isImage"] else "",
        "aliases": aliases_of(name),
        "configuration": running_with(found["Configuration"]),
    }
    if not facts["isImage"]:
        download(found["Code"]["Location"], facts["sha"], os.path.join(folder, "code.zip"))
    write_private(os.path.join(folder, "record.json"), json.dumps(kept).encode())
    return facts


def running_with(configuration):
    """What of a configuration goes back with the code, in the form that an update takes."""
    kept = {key: configuration[key] for key in KEPT if key in configuration}
    # Where its key can't be used the values are not told, and must not be emptied.
    if "Error" in kept.get("Environment", {}):
        del kept["Environment"]
    else:
        variables = configuration.get("Environment", {}).get("Variables", {})
        kept["Environment"] = {"Variables": variables}
    kept["Layers"] = [layer["Arn"] for layer in configuration.get("Layers", [])]
    return kept


def download(url, sha, path):
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            code = answer.read()
    except urllib.error.HTTPError as error:
        # Not the error's own text: the address is a login.
        kind = "denied" if error.code == 403 else "aws"
        raise Refused(kind, "S3 answers {} for the code of the function".format(error.code)) from error
    if base64.b64encode(hashlib.sha256(code).digest()).decode() != sha:
        raise Refused("aws", "the code that AWS gives is not the one that it says is deployed")
    write_private(path, code)


def write_private(path, data):
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
