# Patches Fabric, Invoke and Paramiko at their import, whatever a fabfile sets: the patches are in towpath_fabric and towpath_paramiko.
import importlib.abc
import importlib.machinery
import os
import sys

import towpath_fabric
import towpath_paramiko
from towpath_report import note

_PATCHES = {**towpath_paramiko.PATCHES, **towpath_fabric.PATCHES}


class _PatchingFinder(importlib.abc.MetaPathFinder):
    """Patches a module at the end of its import."""

    def find_spec(self, name, path, target=None):
        patch = _PATCHES.get(name)
        spec = importlib.machinery.PathFinder.find_spec(name, path) if patch else None
        if spec is None or spec.loader is None:
            return None
        original_exec_module = spec.loader.exec_module

        def exec_module(module):
            original_exec_module(module)
            patch(module)
            module.towpath_patched = True

        spec.loader.exec_module = exec_module
        return spec


def patch_on_import():
    """Patches what is imported from now on. Without known hosts, this Python was not started by the action."""
    is_installed = any(isinstance(finder, _PatchingFinder) for finder in sys.meta_path)
    if os.environ.get(towpath_paramiko.KNOWN_HOSTS) and not is_installed:
        sys.meta_path.insert(0, _PatchingFinder())


def require_patches():
    """Ends the program unless all patches are in place."""
    import fabric  # noqa: F401

    missing = [name for name in _PATCHES if not getattr(sys.modules.get(name), "towpath_patched", False)]
    if missing:
        note("unguarded", "not patched: " + ", ".join(missing))
        sys.exit("Host keys can't be enforced with this version of Fabric: not patched: " + ", ".join(missing))
