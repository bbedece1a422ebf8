"""wheels.py FOLDER NAME...: writes the installed packages as wheels, for pip without an index. Packages that are named get empty wheels."""

import sys
import zipfile
from importlib import metadata
from pathlib import Path

folder, *empty = sys.argv[1:]
for package in metadata.distributions():
    name = package.name.replace("-", "_")
    info = next(file.parts[0] for file in package.files if file.name == "METADATA")
    files = [file for file in package.files if ".." not in file.parts and "__pycache__" not in file.parts]
    kept = [file for file in files if file.parts[0] == info] if package.name in empty else files
    with zipfile.ZipFile(Path(folder) / f"{name}-{package.version}-py3-none-any.whl", "w") as wheel:
        for file in kept:
            if file.name not in ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json"):
                wheel.write(package.locate_file(file), str(file))
        wheel.writestr(f"{info}/RECORD", "")
