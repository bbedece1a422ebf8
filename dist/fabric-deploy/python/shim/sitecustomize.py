# Every Python imports this file when it starts, including those that a fabfile starts, and older versions.
import os
import sys


def _run_shadowed_sitecustomize():
    """Runs the sitecustomize that this file takes precedence over."""
    from importlib.machinery import PathFinder
    from importlib.util import module_from_spec

    this_folder = os.path.dirname(os.path.abspath(__file__))
    other_folders = [path for path in sys.path if os.path.abspath(path or ".") != this_folder]
    spec = PathFinder.find_spec("sitecustomize", other_folders)
    if spec is not None and spec.loader is not None:
        spec.loader.exec_module(module_from_spec(spec))


if sys.version_info >= (3, 9):
    import towpath_guard

    towpath_guard.patch_on_import()
    _run_shadowed_sitecustomize()
