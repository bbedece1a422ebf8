"""repack.py ZIP PROJECT RESULT: writes a package with the project's current files instead of those that it was made of."""

import sys
import zipfile
from pathlib import Path

package, project, result = sys.argv[1:]
files = {str(path.relative_to(project)): path.read_bytes() for path in Path(project).rglob("*.py")}
with zipfile.ZipFile(package) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
    for name in dict.fromkeys(old.namelist()):
        if name not in files:
            new.writestr(name, old.read(name))
    for name, content in files.items():
        new.writestr(name, content)
