"""unpack.py ZIP FOLDER [BASE]: unpacks a package; files that BASE has too are linked from there, with their byte code."""

import json
import os
import shutil
import sys
import zipfile
from pathlib import Path

MANIFEST = ".unpacked.json"


def remove(file):
    """Byte code counts as fresh when its source has the same size and second."""
    file.unlink(missing_ok=True)
    for code in (file.parent / "__pycache__").glob(f"{file.stem}.*.pyc"):
        code.unlink()


def link(source, target):
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def unpack(package, folder, base):
    known = {}
    if base:
        shutil.copytree(base, folder, copy_function=link)
        known = json.loads((Path(folder) / MANIFEST).read_text())
    with zipfile.ZipFile(package) as archive:
        wanted = {entry.filename: entry.CRC for entry in archive.infolist() if not entry.is_dir()}
        for name in known.keys() | wanted.keys():
            if known.get(name) != wanted.get(name):
                remove(Path(folder) / name)
        for name, crc in wanted.items():
            if known.get(name) != crc:
                archive.extract(name, folder)
    manifest = Path(folder) / MANIFEST
    manifest.unlink(missing_ok=True)
    manifest.write_text(json.dumps(wanted))


unpack(*(sys.argv[1:] + [None])[:3])
