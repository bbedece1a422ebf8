# Copies what is deployed before it is replaced: Zappa may remove that version during the update.
import base64
import hashlib
import json
import os
import ssl
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from .clients import functions
from .concurrency import reserved_in
from .configuration import restorable, unreadable
from .describe import aliases_of, facts_of, listing_of
from .errors import RequestFailed, kind_of
from .provisioned import ALIAS, capacity
from .waiting import wait_until_settled


def record(name, folder):
    """Copies the code and the configuration of a function to a folder. Returns the function's facts."""
    with ThreadPoolExecutor() as pool:
        listing, aliases = pool.submit(listing_of, name), pool.submit(aliases_of, name)
        found = functions().get_function(FunctionName=name)
        if found["Configuration"].get("LastUpdateStatus") == "InProgress":
            # The code that another update is about to make live is the one to restore.
            wait_until_settled(name)
            return record(name, folder)
        configuration = found["Configuration"]
        is_image = configuration.get("PackageType") == "Image"
        if not is_image:
            download(found["Code"]["Location"], configuration["CodeSha256"], os.path.join(folder, "code.zip"))
        facts = facts_of(name, found, listing.result())
        versions, _ = listing.result()
        versions_by_alias = aliases.result()
        recorded = {
            "name": name,
            "sha": facts["sha"],
            "version": facts["version"],
            "image": facts["image"] if is_image else "",
            # None if they can't be listed.
            "versions": None if versions is None else [version for version, _ in versions],
            "aliases": versions_by_alias,
            "capacity": capacity_of(name, versions_by_alias),
            "concurrency": reserved_in(found),
            "configuration": restorable(configuration),
            "unreadable": unreadable(configuration),
        }
    write_private(os.path.join(folder, "record.json"), json.dumps(recorded).encode())
    return facts


def capacity_of(name, versions_by_alias):
    """Returns the provisioned concurrency of Zappa's alias; None if it can't be read."""
    try:
        return capacity(name, versions_by_alias[ALIAS]) if ALIAS in versions_by_alias else 0
    except Exception as error:
        if kind_of(error) == "denied":
            return None
        raise


def download(url, sha, path):
    try:
        with urllib.request.urlopen(url, timeout=60, context=tls_context()) as answer:
            code = answer.read()
    except urllib.error.HTTPError as error:
        # Without the error's own message: the URL contains credentials.
        kind = "denied" if error.code == 403 else "aws"
        raise RequestFailed(kind, "S3 answered the download of the function's code with {}".format(error.code)) from error
    if base64.b64encode(hashlib.sha256(code).digest()).decode() != sha:
        raise RequestFailed("aws", "the downloaded code does not have the CodeSha256 of the deployed code")
    write_private(path, code)


def tls_context():
    """Trusts the same certificates of a proxy as boto3."""
    return ssl.create_default_context(cafile=os.environ.get("AWS_CA_BUNDLE") or None)


def write_private(path, data):
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
