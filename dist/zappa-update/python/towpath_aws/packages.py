# Zappa asks the package index for a compiled form of every package, also of those that have none.
import json
import os
from importlib import metadata


def spare_lookups(folder):
    """
    Answers beforehand for the packages that are Python alone, in the files that Zappa keeps the index's answers in (Zappa
    `get_manylinux_wheel_url`). Returns these packages, as Zappa calls them.
    """
    cache = os.path.join(folder, "cached_pypi_info")
    os.makedirs(cache, exist_ok=True)
    spared = []
    for package in metadata.distributions():
        name, version = (package.name or "").lower(), package.version
        if not name or os.sep in name + version or not is_pure(package):
            continue
        with open(os.path.join(cache, "{}-{}.json".format(name, version)), "w", encoding="utf-8") as file:
            json.dump({"releases": {version: []}}, file)
        spared.append("{}=={}".format(name, version))
    return spared


def is_pure(package):
    return "Root-Is-Purelib: true" in (package.read_text("WHEEL") or "")
