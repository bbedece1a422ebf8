# Zappa asks the package index for a compiled wheel of every package, even if the package has nothing to compile.
import json
import os
from importlib import metadata


def skip_wheel_lookups(folder):
    """
    Writes answers for pure Python packages to the files in which Zappa caches those of the package index (Zappa
    `get_manylinux_wheel_url`). Returns these packages as Zappa names them.
    """
    cache = os.path.join(folder, "cached_pypi_info")
    os.makedirs(cache, exist_ok=True)
    skipped = []
    for package in metadata.distributions():
        name, version = (package.name or "").lower(), package.version
        if not name or os.sep in name + version or not is_pure(package):
            continue
        with open(os.path.join(cache, "{}-{}.json".format(name, version)), "w", encoding="utf-8") as file:
            json.dump({"releases": {version: []}}, file)
        skipped.append("{}=={}".format(name, version))
    return skipped


def is_pure(package):
    return "Root-Is-Purelib: true" in (package.read_text("WHEEL") or "")
